// The element <hoi-so>: the panel, the log, the form. On the gateway's own page it fills its place
// (data-mode="page"); on other sites it is a button in the corner that opens a panel.
let sheet;

function adoptStyles(root) {
  if ("adoptedStyleSheets" in Document.prototype && "replaceSync" in CSSStyleSheet.prototype) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
    }
    root.adoptedStyleSheets = [sheet];
  } else {
    root.append(el("style", {}, STYLES)); // browsers before 2023
  }
}

class HoiSo extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const options = this.dataset;
    this.page = options.mode === "page";
    this.server = new Server(options.server || location.origin);
    this.replaceChildren(); // the plain form that stood here for browsers without scripts
    this.attachShadow({ mode: "open" });
    adoptStyles(this.shadowRoot);
    this.build(options);
    this.wire();
    if (this.page || this.server.memory.open) this.show(false);
  }

  build(options) {
    const title = options.title || TEXTS.title;
    this.log = el("div", { class: "log", role: "log", "aria-label": TEXTS.log, "aria-live": "off", tabindex: "0" });
    this.status = el("p", { class: "status", role: "status" });
    this.extra = el("div", { class: "extra" });
    this.input = el("textarea", { id: "input", rows: 1, placeholder: TEXTS.placeholder, "aria-label": TEXTS.input,
      "aria-describedby": "agreed", autocomplete: "off", enterkeyhint: "send" });
    this.sendButton = el("button", { type: "submit", class: "send", "aria-label": TEXTS.send, title: TEXTS.send }, icon(ICONS.send));
    this.form = el("form", { class: "form" }, this.input, this.sendButton);
    this.kept = el("details", { class: "kept", hidden: true });
    this.deleteButton = el("button", { type: "button", class: "tool delete", "aria-label": TEXTS.delete, title: TEXTS.delete },
      icon(ICONS.trash), el("span", {}, TEXTS.delete));
    this.closeButton = el("button", { type: "button", class: "tool close", "aria-label": TEXTS.close, title: TEXTS.close }, icon(ICONS.close));
    this.panel = el("section", { class: "panel", hidden: true, "aria-labelledby": "title", role: this.page ? "region" : "dialog" },
      el("header", { class: "head" },
        el("div", { class: "names" }, el(this.page ? "h2" : "h2", { id: "title" }, title), el("p", {}, TEXTS.subtitle)),
        this.deleteButton, this.page ? "" : this.closeButton),
      this.log, this.status, this.extra, this.form, this.kept);
    this.opener = el("button", { type: "button", class: "opener", "aria-expanded": "false", "aria-label": TEXTS.open, title: TEXTS.open },
      icon(ICONS.chat), el("span", {}, title));
    this.frame = el("div", { class: "frame " + (this.page ? "page" : "float") + (options.position === "left" ? " left" : ""),
      "data-theme": options.theme === "dark" || options.theme === "light" ? options.theme : "auto" },
      this.page ? "" : this.opener, this.panel);
    this.shadowRoot.append(this.frame);
    this.code = el("p", { class: "code" });
    this.kept.addEventListener("toggle", () => {
      const token = this.server.memory.token;
      this.code.textContent = token ? TEXTS.code + " " + token : "";
    });
    this.started = false;
    this.queue = [];
    this.rounds = 0;
  }

  wire() {
    this.opener.addEventListener("click", () => this.show(true));
    this.closeButton.addEventListener("click", () => this.hide());
    this.deleteButton.addEventListener("click", () => this.confirmDelete());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(this.input.value);
    });
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => {
      // Vietnamese is often typed through an input method: Enter may only end a syllable.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        this.submit(this.input.value);
      }
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.page) this.hide();
      if (event.key === "Tab" && !this.page && this.covers()) this.keepFocus(event);
    });
    window.addEventListener("online", () => this.wake());
  }

  show(byPerson) {
    this.panel.hidden = false;
    this.opener.hidden = true;
    this.opener.setAttribute("aria-expanded", "true");
    this.server.memory.open = true;
    if (!this.started) this.start();
    if (byPerson) this.input.focus();
    this.scrollDown(false);
  }

  hide() {
    this.panel.hidden = true;
    this.opener.hidden = false;
    this.opener.setAttribute("aria-expanded", "false");
    this.server.memory.open = false;
    this.opener.focus();
  }

  covers() { return window.matchMedia("(max-width: 480px), (max-height: 480px)").matches; }

  keepFocus(event) {
    const stops = [...this.panel.querySelectorAll("button, a[href], textarea, summary, [tabindex='0']")]
      .filter((stop) => !stop.disabled && stop.offsetParent !== null);
    const first = stops[0], last = stops[stops.length - 1], now = this.shadowRoot.activeElement;
    if (event.shiftKey && now === first) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && now === last) { event.preventDefault(); first.focus(); }
  }

  async start() {
    this.started = true;
    this.greet({ machine: TEXTS.machine, agreed: "", kept: "", examples: [] });
    const [intro, turns] = await Promise.allSettled([this.server.intro(), this.server.history()]);
    if (intro.status === "fulfilled") this.greet(intro.value);
    else if (intro.reason.status === 403) this.say(TEXTS.forbidden, true);
    if (turns.status === "fulfilled") this.restore(turns.value);
    else if (turns.reason.status === 401) this.server.memory.token = "";
    else this.say(TEXTS.history_failed);
    // A question sent while the history was on its way stands in the log already.
    for (const item of this.server.memory.pending) if (!this.question(item.id)) this.enqueue(item);
    const draft = this.dataset.draft;
    if (draft && !this.input.value) { this.input.value = draft; this.grow(); }
    // Only what comes from now on is read out.
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 100);
    this.work();
  }

  greet(intro) {
    this.limit = intro.max_chars;
    this.kept.replaceChildren(el("summary", { id: "agreed" }, intro.agreed), el("p", {}, intro.kept), this.code);
    this.kept.hidden = !intro.agreed;
    if (this.greeting) this.greeting.remove();
    this.greeting = el("article", { class: "message bot greeting" }, el("p", { class: "who" }, TEXTS.bot),
      el("div", { class: "bubble" }, el("p", {}, intro.machine)),
      intro.examples.length ? quickReplies(intro.examples.map((text) => ({ title: text })), TEXTS.examples, (text) => this.submit(text)) : "");
    this.log.prepend(this.greeting);
  }

  /** Show the turns of before, ahead of what was asked since the page opened. */
  restore(turns) {
    const pending = new Set(this.server.memory.pending.map((item) => item.id));
    const since = [...this.log.querySelectorAll("article:not(.greeting)")];
    let last;
    for (const turn of turns) {
      if (this.question(turn.id)) continue;
      if (turn.answer) {
        this.server.memory.remove(turn.id);
        this.addQuestion(turn.id, turn.question);
        this.addAnswer(turn);
        last = turn;
      } else if (!pending.has(turn.id)) {
        this.server.memory.add({ id: turn.id, text: turn.question });
      }
    }
    this.log.append(...since);
    if (last && !since.length) this.suggest(last);
    this.scrollDown(false);
  }

  question(id) { return this.log.querySelector(`.you[data-id="${CSS.escape(id)}"]`); }

  submit(text, shown) {
    const question = String(text).trim();
    if (!question) { this.input.focus(); return; }
    if (this.limit && question.length > this.limit) { this.say(TEXTS.too_long.replace("{limit}", this.limit), true); return; }
    const item = { id: randomId(), text: question, shown };
    this.server.memory.add(item);
    if (text === this.input.value) { this.input.value = ""; this.grow(); }
    this.enqueue(item);
    this.work();
  }

  enqueue(item) {
    this.addQuestion(item.id, item.shown || item.text);
    this.queue.push(item);
  }

  /** Send what waits, one after another; a lost connection leaves it waiting, nothing is asked twice. */
  async work() {
    if (this.working) return;
    this.working = true;
    while (this.queue.length) {
      const item = this.queue[0];
      this.busy(true);
      try {
        const turn = await this.server.ask(item.id, item.text);
        this.rounds = 0;
        this.queue.shift();
        this.server.memory.remove(item.id);
        this.busy(false);
        this.mark(item.id, "");
        this.log.setAttribute("aria-live", "polite"); // also where the history is still on its way
        this.addAnswer(turn);
        this.suggest(turn);
      } catch (error) {
        this.busy(false);
        if (!(await this.recover(item, error))) break;
      }
    }
    this.working = false;
  }

  /** After an error: true to try again now. */
  async recover(item, error) {
    if (error.status === 401 && this.server.memory.token) {
      this.server.memory.token = "";
      this.say(TEXTS.expired);
      return true;
    }
    if (error.passes && this.rounds < 6) {
      const seconds = Math.min(30, Math.max(error.retryAfter || 0, 2 ** this.rounds++));
      this.mark(item.id, error.status === 0 ? TEXTS.offline : TEXTS.waiting);
      await new Promise((done) => {
        this.wakeUp = done;
        setTimeout(done, seconds * 1000);
      });
      return this.queue[0] === item;
    }
    this.rounds = 0;
    this.queue = this.queue.filter((other) => other !== item);
    if (!error.passes) this.server.memory.remove(item.id); // refused for good: asking again would not help
    this.mark(item.id, error.message || TEXTS.failed, () => {
      this.server.memory.remove(item.id);
      this.server.memory.add(item);
      this.mark(item.id, "");
      this.queue.push(item);
      this.work();
    });
    return true;
  }

  wake() { if (this.wakeUp) this.wakeUp(); }

  addQuestion(id, text) {
    const article = el("article", { class: "message you", "data-id": id }, el("p", { class: "who hidden" }, TEXTS.you + ":"),
      el("div", { class: "bubble" }, el("p", {}, text)));
    this.log.append(article);
    this.suggest(null);
    this.scrollDown(true);
  }

  mark(id, text, again) {
    const article = this.question(id);
    if (!article) return;
    for (const old of article.querySelectorAll(".state")) old.remove();
    if (!text) return;
    article.append(el("p", { class: "state" }, el("span", {}, text),
      again ? el("button", { type: "button", class: "choice", onclick: again }, TEXTS.retry) : ""));
    this.scrollDown(true);
  }

  addAnswer(turn) {
    const article = answerArticle(turn, this.server.address, {
      copy: (text) => this.copy(text),
      rate: (id, value, where) => this.rate(id, value, where),
    });
    this.log.append(article);
    this.scrollTo(article);
  }

  suggest(turn) {
    if (this.suggestions) this.suggestions.remove();
    const last = turn && turn.answer && turn.answer[turn.answer.length - 1];
    const buttons = (last && last.buttons) || [];
    this.suggestions = buttons.length ? quickReplies(buttons, TEXTS.suggestions, (text, shown) => this.submit(text, shown)) : null;
    if (this.suggestions) this.log.append(this.suggestions);
  }

  busy(on) {
    if (this.typing) this.typing.remove();
    this.typing = on ? el("div", { class: "typing", "aria-hidden": "true" }, el("i"), el("i"), el("i")) : null;
    if (on) this.log.append(this.typing);
    this.say(on ? TEXTS.answering : "");
    if (on) this.scrollDown(true);
  }

  say(text, error) {
    this.status.textContent = text;
    this.status.classList.toggle("error", Boolean(error));
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(TEXTS.copied);
    } catch (_) {
      this.say(TEXTS.copy_failed, true);
    }
  }

  async rate(id, value, article) {
    const press = (chosen) => {
      for (const button of article.querySelectorAll("[data-rate]")) button.setAttribute("aria-pressed", String(button.dataset.rate === chosen));
    };
    try {
      await this.server.feedback(id, value, "");
      press(value);
      this.say(TEXTS.thanks);
      this.askReason(id, value, article);
    } catch (_) {
      this.say(TEXTS.feedback_failed, true);
    }
  }

  askReason(id, value, article) {
    for (const old of article.querySelectorAll(".reason")) old.remove();
    const words = el("textarea", { rows: 2, maxlength: 500, "aria-label": TEXTS.reason, placeholder: TEXTS.reason_hint });
    const done = () => { form.remove(); const pressed = article.querySelector(`[data-rate="${value}"]`); if (pressed) pressed.focus(); };
    const form = el("form", {
      class: "reason", "aria-live": "off",
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          if (words.value.trim()) await this.server.feedback(id, value, words.value);
          done();
          this.say(TEXTS.thanks);
        } catch (_) {
          this.say(TEXTS.feedback_failed, true);
        }
      },
    }, el("p", { class: "small" }, TEXTS.reason), words,
    el("div", { class: "row" }, el("button", { type: "submit", class: "choice" }, TEXTS.reason_send),
      el("button", { type: "button", class: "choice plain", onclick: done }, TEXTS.reason_skip)));
    article.append(form);
    words.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }

  confirmDelete() {
    this.extra.replaceChildren();
    const keep = () => { this.extra.replaceChildren(); this.deleteButton.focus(); };
    const yes = el("button", { type: "button", class: "choice danger", onclick: () => this.deleteAll() }, TEXTS.delete_yes);
    this.extra.append(el("div", { class: "confirm", role: "group", "aria-label": TEXTS.delete }, el("p", { id: "ask-delete" }, TEXTS.delete_ask),
      el("div", { class: "row" }, yes, el("button", { type: "button", class: "choice", onclick: keep }, TEXTS.delete_no))));
    yes.setAttribute("aria-describedby", "ask-delete");
    yes.focus();
  }

  async deleteAll() {
    try {
      await this.server.forget();
    } catch (_) {
      this.say(TEXTS.delete_failed, true);
      return;
    }
    this.queue = [];
    this.wake();
    this.suggest(null);
    this.extra.replaceChildren();
    this.log.replaceChildren(this.greeting);
    this.say(TEXTS.deleted);
    this.input.focus();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = Math.min(this.input.scrollHeight + 2, 160) + "px";
  }

  scrollDown(smooth) { this.log.scrollTo({ top: this.log.scrollHeight, behavior: this.pace(smooth) }); }

  scrollTo(article) {
    const top = article.offsetTop - this.log.offsetTop - 8;
    this.log.scrollTo({ top: Math.max(0, top), behavior: this.pace(true) });
  }

  pace(smooth) { return smooth && !window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "auto"; }
}
