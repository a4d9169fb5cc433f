// Draws the reference from the document that the page names, on this very server. Nothing is asked of any other host.
"use strict";

window.addEventListener("load", () => {
  window.SwaggerUIBundle({
    url: document.getElementById("reference").dataset.document,
    dom_id: "#reference",
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: "list",
    filter: true,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    validatorUrl: null, // the reference stays on this machine
  });
});
