"use strict";

const first = "observations";
// So many parameters can be read without a heading.
const few = 8;

// Parameters in the groups that the description puts them in, the first open. Each group is a list
// of Swagger UI's own; one more, without parameters, has the heading of all.
const groups = () => ({
  wrapComponents: {
    parameters: (Parameters, { React }) => (props) => {
      const all = props.parameters;
      if (all.size <= few) return React.createElement(Parameters, props);
      const list = (some) => React.createElement(Parameters, { ...props, parameters: some });
      const folded = ([name, some], place) => React.createElement(
        "details",
        { key: name, open: place === 0 },
        React.createElement("summary", null, `${name} (${some.size})`),
        list(some),
      );
      const named = all.groupBy((one) => one.get("x-group")).entrySeq().toArray();
      return React.createElement(
        "div", { className: "groups" }, list(all.clear()), named.map(folded),
      );
    },
  },
  // Execute is in sight wherever its form is read, so the answer has to be brought there.
  statePlugins: {
    spec: {
      wrapActions: {
        setResponse: (set) => (path, ...answer) => {
          setTimeout(() => {
            const form = document.querySelector(`[data-path="${path}"]`).closest(".opblock");
            form.querySelector(".responses-wrapper").scrollIntoView();
          });
          return set(path, ...answer);
        },
      },
    },
  },
});

const ui = SwaggerUIBundle({
  url: document.getElementById("docs").dataset.description,
  domNode: document.getElementById("docs"),
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [groups],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none",
  tryItOutEnabled: true,
  // What most come for stands first and open; the others keep their order, closed.
  tagsSorter: (one, other) => (other === first) - (one === first),
  operationsSorter: "alpha",
  onComplete: () => {
    if (!location.hash) ui.layoutActions.show(["operations-tag", first], true);
  },
  // A dozen nouns with long documents: who needs one opens it.
  defaultModelsExpandDepth: 0,
  // Otherwise it would send the description to a validator on the web.
  validatorUrl: null,
});

// Swagger UI is dark by a class.
const dark = matchMedia("(prefers-color-scheme: dark)");
const shade = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", shade);
shade();

// Opens the form that an example is for, with the values of its address and no others.
const fill = (address, path) => {
  const operation = ["paths", path, "get"];
  const found = ui.specSelectors.specResolvedSubtree(operation);
  if (!found) {
    ui.specActions.requestResolvedSubtree(operation);
    setTimeout(fill, 50, address, path);
    return;
  }
  const names = path.replaceAll(".", "\\.").replace(/{(\w+)}/g, "(?<$1>[^/.]+)");
  const wanted = { ...address.pathname.match(names).groups, ...Object.fromEntries(address.searchParams) };
  const parameters = found.get("parameters");
  const now = ui.specSelectors.parameterValues([path, "get"]);
  for (const one of parameters) {
    const listed = one.getIn(["schema", "type"]) === "array";
    let value = wanted[one.get("name")];
    if (listed && value) value = parameters.clear().push(...value.split(","));
    if (value !== now.get(`${one.get("in")}.${one.get("name")}`)) {
      ui.specActions.changeParamByIdentity([path, "get"], one, value, false);
    }
  }
  const [tag, id] = [found.getIn(["tags", 0]), found.get("operationId")];
  ui.layoutActions.show(["operations-tag", tag], true);
  ui.layoutActions.show(["operations", tag, id], true);
  setTimeout(() => document.getElementById(`operations-${tag}-${id}`).scrollIntoView());
};

for (const link of document.querySelectorAll("[data-fills]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fill(new URL(link.href), link.dataset.fills);
  });
}
