"use strict";

const first = "observations";

const ui = SwaggerUIBundle({
  url: document.getElementById("docs").dataset.description,
  domNode: document.getElementById("docs"),
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none",
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
