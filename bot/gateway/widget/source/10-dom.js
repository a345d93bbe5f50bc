// Building blocks. Text from anywhere goes in as text nodes only; there is no innerHTML in this widget.
const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== null && child !== "") node.append(child);
  }
  return node;
}

const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

function icon(path) {
  return svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" }));
}

const ICONS = {
  chat: "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM8 9.500h8M8 13h5",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-5 16-3.500-6.500zM11.500 13.500L20 4",
  trash: "M4 7h16M9 7V4h6v3M6.500 7l1 13h9l1-13M10 11v5M14 11v5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  up: "M7 11v9H4v-9zM7 11l4-8c1.700 0 2.500 1 2.300 2.500L12.800 9H19a1.800 1.800 0 0 1 1.800 2.200l-1.500 7A2.200 2.200 0 0 1 17.200 20H7",
  down: "M17 13V4h3v9zM17 13l-4 8c-1.700 0-2.500-1-2.300-2.500l.5-3.500H5a1.800 1.800 0 0 1-1.800-2.200l1.500-7A2.200 2.200 0 0 1 6.800 4H17",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
};

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Only http(s) addresses become links; relative ones are read against the gateway. */
function safeLink(address, server) {
  try {
    const url = new URL(String(address), server + "/");
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch (_) {
    return "";
  }
}
