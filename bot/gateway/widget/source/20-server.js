// Talking to the gateway, and what is remembered in the browser.
class ServerError extends Error {
  constructor(status, code, message, retryAfter) {
    super(message);
    Object.assign(this, { status, code, retryAfter });
  }
  get passes() { // worth trying again by itself
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const ANSWER_MS = 75000; // a queue of messages is answered one after another

class Server {
  constructor(address) {
    this.address = address.replace(/\/+$/, "");
    this.memory = new Memory(this.address);
  }

  async call(method, path, body, token) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), ANSWER_MS);
    const headers = {};
    if (body) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = "Bearer " + token;
    let response, data;
    try {
      response = await fetch(this.address + "/widget/api/" + path, {
        method, headers, body: body && JSON.stringify(body), signal: stop.signal,
        credentials: "omit", cache: "no-store", referrerPolicy: "strict-origin-when-cross-origin",
      });
      data = await response.json();
    } catch (_) {
      throw new ServerError(response ? response.status : 0, "network", TEXTS.offline);
    } finally {
      clearTimeout(timer);
    }
    if (!response.ok) {
      const error = data && data.error;
      const message = response.status === 403 ? TEXTS.forbidden : (error && error.message) || TEXTS.error;
      throw new ServerError(response.status, (error && error.code) || "", message, Number(response.headers.get("Retry-After")) || 0);
    }
    return { status: response.status, data };
  }

  async token() {
    if (!this.memory.token) this.memory.token = (await this.call("POST", "conversation")).data.token;
    return this.memory.token;
  }

  intro() { return this.call("GET", "intro").then((reply) => reply.data); }

  async history() {
    return this.memory.token ? (await this.call("GET", "conversation", null, this.memory.token)).data.turns : [];
  }

  async forget() {
    if (this.memory.token) {
      try {
        await this.call("DELETE", "conversation", null, this.memory.token);
      } catch (error) {
        if (error.status !== 401) throw error; // an old conversation is gone already
      }
    }
    this.memory.clear();
  }

  async feedback(id, value, reason) {
    await this.call("POST", "feedback", { id, value, reason }, await this.token());
  }

  /** Ask until there is an answer; the same id, so that the gateway answers it once. */
  async ask(id, message) {
    for (;;) {
      const reply = await this.call("POST", "messages", { id, message }, await this.token());
      if (reply.status !== 202) return reply.data;
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

/** The token, the questions not yet answered and whether the panel is open, kept over reloads. */
class Memory {
  constructor(server) {
    this.key = "hoiso:" + server;
    this.data = { token: "", pending: [], open: false };
    try {
      Object.assign(this.data, JSON.parse(localStorage.getItem(this.key) || "{}"));
    } catch (_) { /* private mode: this page only */ }
  }
  save() {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.data));
    } catch (_) { /* private mode */ }
  }
  get token() { return this.data.token; }
  set token(value) { this.data.token = value; this.save(); }
  get open() { return this.data.open; }
  set open(value) { this.data.open = value; this.save(); }
  get pending() { return this.data.pending; }
  add(question) { this.data.pending.push(question); this.save(); }
  remove(id) { this.data.pending = this.data.pending.filter((item) => item.id !== id); this.save(); }
  clear() { this.data.token = ""; this.data.pending = []; this.save(); }
}
