// Answers: each change is kept on this device, sent, and sent again until the centre has it.
const root = document.querySelector("[data-attempt]");
const words = root.dataset;
const mark = `answers:${words.attempt}:`;
const forms = new Map([...root.querySelectorAll("[data-question]")].map((f) => [f.dataset.question, f]));
const known = new Map([...forms].map(([q, f]) => [q, f.base.value ? [f.base.value] : []]));
const queue = new Map(); // question -> {op, answer, base, sent, at}
let token = words.token, running = null, stopped = 0, tries = 0, timer = 0, left = null;

const say = (text, href, textContent) => {
  const box = root.querySelector("[data-trouble]");
  box.hidden = !text;
  box.textContent = text;
  if (href) box.append(" ", Object.assign(document.createElement("a"), { href, textContent }));
};
const light = (question, state, text = words[state], complaint = "") => {
  const form = forms.get(question);
  if (!form) return;
  const lamp = form.querySelector("[data-light]"), line = form.querySelector("[data-error]");
  [lamp.dataset.state, lamp.textContent] = [state, text];
  [line.hidden, line.textContent] = [!complaint, complaint];
};

const keep = (question, entry) => {
  queue.set(question, entry);
  try { localStorage.setItem(mark + question, JSON.stringify(entry)); } catch { /* in memory only */ }
};
const drop = (question) => {
  queue.delete(question);
  try { localStorage.removeItem(mark + question); } catch { /* as above */ }
};
// An answer is a list of texts; where a question has parts, a list for each of them.
const read = (form) => {
  const given = [...new FormData(form)].filter(([name, value]) => /^answer(\.|$)/.test(name) && value.trim?.());
  if (!form.querySelector("[name^='answer.']")) return given.map(([, value]) => value);
  return given.reduce((parts, [name, value]) => ({ ...parts, [name.slice(7)]: [...parts[name.slice(7)] ?? [], value] }), {});
};
const restore = (form, answer) => form.querySelectorAll("[name=answer], [name^='answer.']").forEach((field) => {
  const values = (Array.isArray(answer) ? answer : answer[field.name.slice(7)]) ?? [];
  if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
  else if (field.type !== "file") field.value = values[0] ?? "";
});
const put = (question) => {
  const waiting = queue.get(question);
  const answer = read(forms.get(question));
  // What may have arrived keeps its mark; what follows has a mark of its own and knows it.
  const fresh = !waiting || waiting.sent;
  const op = fresh ? crypto.getRandomValues(new Uint32Array(3)).join("-") : waiting.op;
  const base = !waiting ? known.get(question) : fresh ? [...waiting.base, waiting.op] : waiting.base;
  keep(question, { op, answer, base: base.slice(-40), sent: false, at: Date.now() });
  light(question, "device");
};

const ask = async (address, options) => {
  try {
    const always = { redirect: "manual", keepalive: true, signal: AbortSignal.timeout(20000) };
    const response = await fetch(address, { ...always, ...options });
    const body = await response.json().catch(() => ({})), detail = body.seconds_left;
    if (detail !== undefined) root.dispatchEvent(new CustomEvent("time-left", { detail: left = detail }));
    return { status: response.type === "opaqueredirect" ? 401 : response.status, body };
  } catch { return { status: 0, body: {} }; }
};
const refresh = async () => {
  const { status, body } = await ask(words.state, { headers: { Accept: "application/json" } });
  if (status === 200) [token, stopped] = [body.token, 0];
  return status === 200;
};
const send = async (question, entry) => {
  const { op, answer, base } = entry;
  keep(question, { ...entry, sent: true });
  light(question, "saving");
  const { status, body } = await ask(`${words.state}answers/${question}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ op_id: op, answer, base }),
  });
  if (status === 200) known.get(question)?.push(op);
  if (queue.get(question)?.op !== op) return status;
  if (status === 200 || status === 422) drop(question);
  if (status === 422) light(question, "failed", "", body.text);
  else if (status !== 200) light(question, navigator.onLine ? "failed" : "device");
  else if (body.state === "aside") light(question, "failed", words.aside);
  else light(question, "saved", words.saved.replace("{time}", new Date(body.saved_at).toTimeString().slice(0, 5)));
  return status;
};
const halt = (status) => {
  stopped = [401, 404, 409].includes(status) && status;
  if (status === 409) {
    [...queue.keys()].forEach(drop);
    say(words.over, words.state, words.result);
  } else if (stopped) say(words.signedOut, words.signInAddress, words.signIn);
  else timer = setTimeout(pump, Math.min(3e4, 1e3 * 2 ** tries++) * (0.7 + Math.random() / 2));
};
const work = async () => {
  while (queue.size && !stopped) {
    const status = await send(...queue.entries().next().value);
    if (status === 200 || status === 422) tries = 0;
    else if (status === 400 && tries < 3 && await refresh()) tries += 1;
    else return halt(status);
  }
  if (!stopped) say("");
};
const pump = () => {
  clearTimeout(timer);
  return running ??= work().finally(() => { running = null; });
};
const flushed = async () => {
  for (tries = 0; queue.size && !stopped && tries < 2;) await pump();
  if (queue.size && !stopped) say(words.waiting.replace("{count}", queue.size));
  return !queue.size;
};
const wake = async () => {
  tries = 0;
  if (!stopped || (stopped !== 409 && await refresh())) pump();
};

try {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("answers:"))) {
    const entry = JSON.parse(localStorage.getItem(key)), question = key.slice(mark.length);
    if (Date.now() - entry.at > 30 * 24 * 3600e3) localStorage.removeItem(key);
    else if (key.startsWith(mark)) {
      queue.set(question, entry);
      light(question, "device");
      if (forms.has(question)) restore(forms.get(question), entry.answer);
    }
  }
} catch { /* nothing is kept here */ }

const on = (type, act, target = root) => target.addEventListener(type, act);
on("input", ({ target }) => {
  if (target.type === "file") return;
  put(target.form.dataset.question);
  clearTimeout(timer);
  timer = setTimeout(pump, /^text/.test(target.type) ? 800 : 0);
});
on("submit", async (event) => {
  const { target, submitter } = event;
  const ends = submitter?.value === "end";
  if (target.dataset.question && !ends) return pump();
  if (!ends && !queue.size) return;
  event.preventDefault();
  if (await flushed()) ends ? location.assign(`${words.state}submission`) : location.reload();
});
// What is on the screen is sent first; then the centre is asked, for the end may have been moved.
const finish = async () => {
  const sent = await flushed();
  if (!await refresh()) return void setTimeout(finish, 5e3);
  if (left === null || left > 0) return;
  say(words.over);
  if (sent) root.querySelector("[data-end]").submit();
};
on("time-up", finish);
setInterval(() => document.hidden || stopped || refresh(), 6e4);
on("online", wake, window);
on("pageshow", wake, window);
on("visibilitychange", () => (document.hidden ? pump() : wake()), document);
