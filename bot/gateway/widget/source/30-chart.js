// A small bar chart of targets over years or provinces, with the same figures in a table behind it.
const MOST_BARS = 8;

/** Return {title, unit, items: [{label, value, shown, past}]} or null when a picture would not help. */
function chartOf(custom) {
  if (custom.chart && Array.isArray(custom.chart.series)) return givenChart(custom);
  const facts = (custom.facts || []).filter((fact) => fact.kind === "indicator" && Number.isFinite(fact.value)
    && fact.comparison !== "top");
  if (facts.length === 0) return null;
  const sameName = facts.filter((fact) => fact.name === facts[0].name);
  const compares = custom.question && custom.question.type === "compare";
  const chosen = (compares ? facts : sameName).filter((fact) => fact.unit === facts[0].unit).slice(0, MOST_BARS);
  const provinces = new Set(chosen.map(provinceOf));
  const items = chosen.map((fact) => ({
    label: labelOf(fact, provinces.size > 1),
    value: fact.value_high || fact.value,
    shown: fact.value_text || number(fact.value) + (fact.unit === "%" ? "%" : ""),
  }));
  const base = facts[0].baseline;
  if (provinces.size === 1 && base && Number.isFinite(base.value) && (!base.unit || base.unit === facts[0].unit)) {
    items.unshift({ label: (base.year || "") + " (" + TEXTS.chart_baseline + ")", value: base.value, shown: base.value_text || number(base.value), past: true });
  }
  if (new Set(items.map((item) => item.label)).size < Math.max(2, items.length)) return null;
  return { title: facts[0].name, unit: facts[0].unit || "", items };
}

/** The engine's own chart: {unit, series: [{label, value, text}]}. */
function givenChart(custom) {
  const { series, unit, title } = custom.chart;
  const names = new Set((custom.facts || []).map((fact) => fact.name).filter(Boolean));
  const items = series.filter((item) => Number.isFinite(item.value)).slice(0, MOST_BARS)
    .map((item) => ({ label: String(item.label || ""), value: item.value, shown: String(item.text || number(item.value)) }));
  if (items.length < 2 || new Set(items.map((item) => item.label)).size < items.length) return null;
  const topic = (custom.question && custom.question.topic) || TEXTS.chart;
  return { title: title || (names.size === 1 ? [...names][0] : topic), unit: String(unit || ""), items };
}

const provinceOf = (fact) => (fact.scope && fact.scope.province) || fact.province || "";
const number = (value) => value.toLocaleString("vi-VN", { maximumFractionDigits: 2 });

function labelOf(fact, withProvince) {
  const level = fact.scope && (fact.scope.level || fact.scope.sector);
  return [withProvince ? provinceOf(fact) : "", fact.year || "", level || ""].filter(Boolean).join(", ");
}

function drawChart(chart) {
  const rowHeight = 44, width = 320, top = 4;
  const highest = Math.max(...chart.items.map((item) => Math.abs(item.value))) || 1;
  const scale = chart.unit === "%" && highest <= 100 ? 100 : highest; // shares are shown as shares of the whole
  const picture = svg("svg", {
    class: "chart", role: "img", viewBox: `0 0 ${width} ${chart.items.length * rowHeight + top}`,
    "aria-label": chart.title + ": " + chart.items.map((item) => item.label + " " + item.shown).join("; "),
  });
  chart.items.forEach((item, at) => {
    const y = top + at * rowHeight;
    const length = Math.max(3, (Math.max(0, item.value) / scale) * width);
    picture.append(
      svg("text", { x: 0, y: y + 13, class: "chart-label" }, item.label),
      svg("text", { x: width, y: y + 13, class: "chart-value", "text-anchor": "end" }, item.shown.length > 24 ? number(item.value) : item.shown),
      svg("rect", { x: 0, y: y + 20, width, height: 12, rx: 6, class: "chart-track" }),
      svg("rect", { x: 0, y: y + 20, width: Math.min(width, length), height: 12, rx: 6, class: item.past ? "chart-past" : "chart-bar" }),
    );
  });
  const head = el("tr", {}, el("th", { scope: "col" }, TEXTS.chart_item),
    el("th", { scope: "col" }, TEXTS.chart_value + (chart.unit ? " (" + chart.unit + ")" : "")));
  const rows = chart.items.map((item) => el("tr", {}, el("th", { scope: "row" }, item.label), el("td", {}, item.shown)));
  return el("figure", { class: "figure", "aria-live": "off" },
    el("figcaption", {}, chart.title.charAt(0).toLocaleUpperCase("vi") + chart.title.slice(1)), picture,
    el("details", {}, el("summary", {}, TEXTS.chart_table), el("table", {}, el("thead", {}, head), el("tbody", {}, rows))));
}
