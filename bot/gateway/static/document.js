// The document page works without this; it adds the print button and opens folded parts before printing.
"use strict";
(function () {
  const button = document.querySelector("[data-print]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const contents = document.querySelector(".contents details");
  if (contents && window.matchMedia("(max-width: 60rem)").matches) contents.open = false;
  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll(".document-head details")) folded.open = true;
  });
})();
