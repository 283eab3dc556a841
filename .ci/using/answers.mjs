// Holds answers against the description with ajv; two broken ones, an answer and a pattern, must be refused.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";

const [file, home] = process.argv.slice(2);
const description = JSON.parse(readFileSync(file, "utf8"));

/** Returns what judges a body by a component of the description. */
function judge(document, component) {
  // A dialect of OpenAPI: its own words, such as `example`, are no schemas.
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "description");
  return ajv.compile({ $ref: `description${component}` });
}

function* patterns(part) {
  for (const [name, one] of Object.entries(part ?? {})) {
    if (name === "pattern" && typeof one === "string") yield one;
    else if (typeof one === "object") yield* patterns(one);
  }
}

const json = async (path) => {
  const answer = await fetch(new URL(path, home));
  assert.equal(answer.status, 200, path);
  return answer.json();
};

// What means nothing without a question.
const QUESTIONS = {
  "/api/v1/observations/total": "?measure=desertion-requests&value__in=305,577",
  "/api/v1/search": "?q=2,076+cases+of+desertion",
};

let compiled = 0;
for (const pattern of patterns(description)) {
  new RegExp(pattern, "u");
  compiled += 1;
}
assert.throws(() => new RegExp("^-0\\Z", "u"));

let judged = 0;
for (const [path, { get: operation }] of Object.entries(description.paths)) {
  const schema = operation.responses["200"]?.content["application/json"]?.schema;
  if (!schema?.$ref) continue;
  const valid = judge(description, schema.$ref);
  for (const address of await addresses(path, operation)) {
    const answer = await json(address);
    assert(valid(answer), `${address}: ${JSON.stringify(valid.errors)}`);
    judged += 1;
  }
}

/** Returns the addresses to ask: of a record those of the first thousand, else the path itself. */
async function addresses(path, operation) {
  let filled = path;
  for (const { name, in: place, example } of operation.parameters) {
    if (place === "path" && name !== "id") filled = filled.replace(`{${name}}`, example);
  }
  if (!filled.includes("{id}")) return [filled + (QUESTIONS[filled] ?? "")];
  const [, list] = filled.match(/^(.*)\/\{id\}/);
  const { results } = await json(`${list}?limit=1000&fields=id`);
  return results.map((one) => filled.replace("{id}", one.id));
}

const figure = await json("/api/v1/observations/awol-2023-s1");
const valid = judge(description, "#/components/schemas/Observation");
assert(valid(figure) && valid({ ...figure, comparator: "nearly", member: "of tomorrow" }));
const { statement, ...naked } = figure;
assert(statement && !valid(naked) && !valid({ ...figure, value: "2076" }));
assert(judged > 200);
console.log(`${compiled} patterns compiled, ${judged} answers as described; a broken one is refused`);
