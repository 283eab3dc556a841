// Reads figures with openapi-fetch, typed by what openapi-typescript made of the description.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./caveat.js";

type Observation = components["schemas"]["Observation"];

const baseUrl = process.argv[2]!;
const { GET } = createClient<paths>({ baseUrl });

async function all(): Promise<Observation[]> {
  const figures: Observation[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await GET("/api/v1/observations", {
      params: { query: { limit: 50, count: "exact", cursor } },
    });
    assert(data);
    figures.push(...data.results);
    cursor = data.next ? new URL(data.next, baseUrl).searchParams.get("cursor")! : undefined;
    if (!cursor) assert.equal(figures.length, data.count);
  } while (cursor);
  return figures;
}

const figures = await all();

// Whoever asks for the data first knows afterwards that there is an answer: tsc says so.
const { data: first } = await GET("/api/v1/observations", { params: { query: { limit: 1 } } });
if (!first) throw new Error("no answer");
assert.equal(first.results[0]!.id, figures[0]!.id);
assert.equal(new Set(figures.map((one) => one.id)).size, figures.length);

const wanted = ["eq", "about"] as const;
const { data: some } = await GET("/api/v1/observations", {
  params: { query: { comparator: [...wanted], limit: 1000 } },
});
assert.deepEqual(
  some!.results.map((one) => one.id),
  figures.filter((one) => wanted.some((word) => word === one.comparator)).map((one) => one.id),
);

const { data: one } = await GET("/api/v1/observations/{id}", {
  params: { path: { id: "awol-2023-s1" } },
});
assert(one && one.value === 2076 && one.value_digits === "2076");

const { data: added } = await GET("/api/v1/observations/total", {
  params: { query: { measure: ["desertion-requests"], value__in: ["305", "577"] } },
});
assert(added?.total?.value === 882 && added.total.caveats.length > 0);

const { data: past } = await GET("/api/v1/observations/{id}/history", {
  params: { path: { id: one.id } },
});
assert.equal(past!.versions.at(-1)!.record!.statement, one.statement);

const { data: releases } = await GET("/api/v1/releases");
const [release] = releases!.results;
const { data: file } = await GET("/api/v1/datasets/{id}/releases/{number}/{file}", {
  params: {
    path: { id: release!.dataset, number: `${release!.number}`, file: "observations.csv" },
  },
  parseAs: "text",
});
assert.equal(Buffer.byteLength(file!), release!.bytes);

const { data: found } = await GET("/api/v1/search", {
  params: { query: { q: "2,076 cases of desertion" } },
});
assert.equal(found!.hits[0]!.id, one.id);

const { error } = await GET("/api/v1/observations", { params: { query: { measure: ["nosuch"] } } });
assert.equal(error!.errors[0]!.parameter, "measure");

const { data: lines } = await GET("/api/v1/observations.{suffix}", {
  params: { path: { suffix: "ndjson" } },
  parseAs: "text",
});
assert.equal(lines!.trimEnd().split("\n").length, figures.length);

console.log(`${figures.length} figures, of which one:\n${one.statement}\n${one.caveats[0]!.text}`);
