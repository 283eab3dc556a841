"use strict";

SwaggerUIBundle({
  url: document.getElementById("docs").dataset.description,
  domNode: document.getElementById("docs"),
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none",
  // A dozen nouns with long documents: who needs one opens it.
  defaultModelsExpandDepth: 0,
  // Otherwise it would send the description to a validator on the web.
  validatorUrl: null,
});
