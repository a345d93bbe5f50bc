// Put the assistant on the page that named this script.
const script = document.currentScript;

function place() {
  if (!customElements.get("hoi-so")) customElements.define("hoi-so", HoiSo);
  if (!script || document.querySelector("hoi-so")) return;
  const options = { ...script.dataset };
  options.server = options.server || new URL(script.src).origin;
  const node = document.createElement("hoi-so");
  for (const [name, value] of Object.entries(options)) node.dataset[name] = value;
  (options.target && document.querySelector(options.target) || document.body).append(node);
}

if (document.body) place();
else document.addEventListener("DOMContentLoaded", place);
