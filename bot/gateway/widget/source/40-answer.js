// One answer on the screen: text, picture, notes, source cards, and what can be done with it.
/** Letters and digits alone, for telling whether two texts say the same. */
const bare = (text) => String(text || "").normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}%]+/gu, "");

/** The word that a line begins with before its colon, in lower case. */
const leadOf = (line) => line.includes(":") ? line.slice(0, line.indexOf(":")).trim().toLowerCase() : "";
const restOf = (line) => bare(line.slice(line.indexOf(":") + 1));

/** The text without the lines that the cards and notes beneath it show again. */
function bodyText(text, custom) {
  const citations = custom.citations || [];
  if (!citations.length) return text;
  const words = TEXTS.shown_again;
  const quotes = citations.map((citation) => bare(citation.quote)).filter(Boolean);
  const quoted = (part) => part && quotes.some((quote) => quote.includes(part));
  const again = (line) => {
    const lead = leadOf(line);
    if (lead === words.source) return true;
    if (lead === words.note && (custom.notes || []).length) return true;
    if (words.quote.includes(lead)) return quoted(restOf(line));
    return /^\s*[>"“]/.test(line) && quoted(bare(line));
  };
  return text.split("\n").filter((line) => !bare(line) || !again(line)).join("\n").trim() || text;
}

function sourceCard(citation, server) {
  const link = safeLink(citation.url, server);
  const number = [citation.document || citation.title, citation.issued && TEXTS.issued + " " + viDate(citation.issued)]
    .filter(Boolean).join(" ");
  return el("li", { class: "card" },
    el("p", { class: "card-document" }, number),
    citation.issuer ? el("p", { class: "card-issuer" }, citation.issuer) : "",
    el("p", { class: "card-section" }, citation.section || ""),
    citation.quote ? el("blockquote", {}, shorten(citation)) : "",
    link ? el("a", { href: link, target: "_blank", rel: "noopener" }, TEXTS.open_source, icon(ICONS.open),
      el("span", { class: "hidden" }, ": " + (citation.section || "") + " (" + TEXTS.new_tab + ")")) : "");
}

const viDate = (iso) => String(iso).replace(/^(\d{4})-(\d{2})-(\d{2}).*$/, "$3/$2/$1");
/** The quote on one line: the cells of a row apart, the line breaks inside sentences gone. */
function shorten(citation) {
  const between = /(^|[.#])row-\d+$/.test(String(citation.clause || "")) ? " · " : " ";
  const text = String(citation.quote).replace(/\s*\n\s*/g, between).trim();
  return text.length > 420 ? text.slice(0, 400).replace(/\s+\S*$/, "") + " …" : text;
}

/** What goes to the clipboard: the whole answer; its text names the source by itself, the links are added. */
function copyText(parts, server) {
  const links = new Set();
  for (const part of parts) {
    for (const citation of (part.custom && part.custom.citations) || []) {
      const link = safeLink(citation.url, server);
      if (link) links.add(link);
    }
  }
  return [...parts.map((part) => part.text || ""), ...links].join("\n").trim();
}

/** Return the article of an answer. `actions` has ask(text), copy(text), rate(id, value, article). */
function answerArticle(turn, server, actions) {
  const article = el("article", { class: "message bot" }, el("p", { class: "who" }, TEXTS.bot));
  for (const part of turn.answer) {
    const custom = part.custom || {};
    const bubble = el("div", { class: "bubble" });
    for (const block of bodyText(String(part.text || ""), custom).split(/\n{2,}/)) bubble.append(el("p", {}, block));
    article.append(bubble);
    const chart = chartOf(custom);
    if (chart) article.append(drawChart(chart));
    for (const note of custom.notes || []) article.append(el("p", { class: "note" }, el("strong", {}, TEXTS.notes + ": "), note.text));
    if ((custom.citations || []).length) article.append(sources(custom.citations, server));
  }
  article.append(toolbar(turn, article, server, actions));
  return article;
}

const FIRST_CARDS = 3;

function sources(citations, server) {
  const cards = citations.map((citation) => sourceCard(citation, server));
  const first = el("ul", { class: "cards", "aria-label": TEXTS.sources }, cards.slice(0, FIRST_CARDS));
  const rest = cards.slice(FIRST_CARDS);
  return el("div", { class: "sources", "aria-live": "off" }, el("p", { class: "small" }, TEXTS.sources), first,
    rest.length ? el("details", {}, el("summary", {}, "+" + rest.length + " " + TEXTS.source.toLowerCase()), el("ul", { class: "cards" }, rest)) : "");
}

function toolbar(turn, article, server, actions) {
  const rate = (value) => el("button", {
    type: "button", class: "tool", "aria-pressed": "false", "data-rate": value, "aria-label": TEXTS[value], title: TEXTS[value],
    onclick: () => actions.rate(turn.id, value, article),
  }, icon(ICONS[value]));
  return el("div", { class: "tools", role: "group", "aria-live": "off" },
    el("button", { type: "button", class: "tool", "data-copy": true, "aria-label": TEXTS.copy_label, title: TEXTS.copy_label,
      onclick: () => actions.copy(copyText(turn.answer, server)) }, icon(ICONS.copy), el("span", {}, TEXTS.copy)),
    rate("up"), rate("down"));
}

function quickReplies(buttons, label, ask) {
  return el("div", { class: "quick", role: "group", "aria-label": label, "aria-live": "off" },
    el("p", { class: "small" }, label),
    buttons.map((button) => el("button", { type: "button", class: "choice", onclick: () => ask(button.payload || button.title, button.title) }, button.title)));
}
