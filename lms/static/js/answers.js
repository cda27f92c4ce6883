// Answers: each change is kept on this device, sent, and sent again until the centre has it.
const root = document.querySelector("[data-attempt]");
const words = root.dataset;
const mark = `answers:${words.attempt}:`;
const forms = new Map([...root.querySelectorAll("[data-question]")].map((f) => [f.dataset.question, f]));
const known = new Map([...forms].map(([q, f]) => [q, f.base.value ? [f.base.value] : []]));
// question -> {op, answer, base, sent, at, before, theirs}: what was sent before and never answered is
// seen through first, so that nothing old arrives after it; with theirs it waits for a choice.
const queue = new Map();
let token = words.token, running = null, stopped = 0, tries = 0, timer = 0, left = null, over = false, synced = Date.now();

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
// Another tab may have put something newer there: that stays.
const drop = (question, op) => {
  queue.delete(question);
  try {
    if (JSON.parse(localStorage.getItem(mark + question))?.op === op) localStorage.removeItem(mark + question);
  } catch { /* as above */ }
};
// The next page of this tab may have been drawn just before this was saved: it shows it all the same.
const remember = (question, saved) => {
  try { sessionStorage.setItem(mark + question, JSON.stringify(saved)); } catch { /* as above */ }
};
const recall = (question, form) => {
  const { op, answer, base, at } = JSON.parse(sessionStorage.getItem(mark + question) ?? "{}");
  if (!op || form.base.value === op || (form.base.value && !base.includes(form.base.value))) return;
  form.base.value = op;
  known.set(question, [...base, op]);
  restore(form, answer);
  light(question, "saved", clock(at));
};
const fresh = () => crypto.getRandomValues(new Uint32Array(3)).join("-");
const clock = (moment) => words.saved.replace("{time}", new Date(moment).toTimeString().slice(0, 5));
// An answer is a list of texts; where a question has parts, a list for each of them.
const read = (form) => {
  const given = [...new FormData(form)].filter(([name, value]) => /^answer(\.|$)/.test(name) && value.trim?.());
  if (!form.querySelector("[name^='answer.']")) return given.map(([, value]) => value);
  return given.reduce((parts, [name, value]) => ({ ...parts, [name.slice(7)]: [...parts[name.slice(7)] ?? [], value] }), {});
};
const restore = (form, answer) => {
  form.querySelectorAll("[name=answer], [name^='answer.']").forEach((field) => {
    const values = (Array.isArray(answer) ? answer : answer[field.name.slice(7)]) ?? [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.type !== "file") field.value = values[0] ?? "";
  });
  form.dispatchEvent(new Event("restored", { bubbles: true }));
};
const plain = (answer) => JSON.stringify(Array.isArray(answer) ? [...answer].sort() : Object.entries(answer).sort());

const behind = ({ op, answer, base, sent, before = [] }) => (sent ? [...before, { op, answer, base }] : before);

// Two answers to one question, here and elsewhere: both are shown, and a person chooses.
const offer = (question) => {
  const { answer, theirs } = queue.get(question) ?? {};
  const detail = { form: forms.get(question), mine: answer, theirs: theirs?.answer, keep: () => settle(question, true), take: () => settle(question, false) };
  if (detail.form) root.dispatchEvent(new CustomEvent("versions", { detail }));
};
const hold = (question, entry) => {
  keep(question, entry);
  light(question, "failed", words.twice);
  offer(question);
};
const settle = (question, mine) => {
  const { theirs, ...entry } = queue.get(question);
  if (theirs.op) known.get(question)?.push(theirs.op);
  const base = [...entry.base, entry.op, theirs.op].filter(Boolean).slice(-40);
  const answer = mine ? entry.answer : theirs.answer;
  // What was sent from here may still arrive: then the other answer has to be sent once more after it.
  if (mine || behind(entry).length) keep(question, { ...entry, op: fresh(), answer, base, sent: false, before: behind(entry) });
  else drop(question, entry.op);
  if (!mine) restore(forms.get(question), answer);
  light(question, queue.has(question) ? "device" : "saved", queue.has(question) ? words.device : clock(theirs.at ?? Date.now()));
  offer(question);
  pump();
};
const meet = (question, theirs) => {
  const form = forms.get(question), mine = queue.get(question), ours = known.get(question);
  if (!form || ours.includes(theirs.op) || mine?.op === theirs.op || mine?.base.includes(theirs.op)) return;
  if (mine && plain(mine.answer) !== plain(theirs.answer)) return hold(question, { ...mine, theirs });
  if (mine) drop(question, mine.op);
  ours.push(theirs.op);
  restore(form, theirs.answer);
  light(question, "saved", words.elsewhere.replace("{time}", clock(theirs.at)));
};
const put = (question) => {
  const waiting = queue.get(question);
  const answer = read(forms.get(question));
  // What may have arrived keeps its mark; what follows has a mark of its own and knows it.
  const follows = !waiting || waiting.sent;
  const op = follows ? fresh() : waiting.op;
  const base = !waiting ? known.get(question) : follows ? [...waiting.base, waiting.op] : waiting.base;
  keep(question, { op, answer, base: base.slice(-40), sent: false, at: Date.now(), before: waiting && behind(waiting), theirs: waiting?.theirs });
  if (waiting?.theirs) offer(question);
  else light(question, "device");
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
  if (status === 404) halt(status);
  if (status !== 200) return false;
  [token, stopped, over, synced] = [body.token, 0, body.over, Date.now()];
  document.querySelectorAll("[name=csrf_token]").forEach((field) => { field.value = token; });
  Object.entries(body.answers).forEach(([question, theirs]) => meet(question, theirs));
  return true;
};
const send = async (question, entry) => {
  const earlier = entry.before?.[0];
  const { op, answer, base } = earlier ?? entry;
  if (!earlier) keep(question, { ...entry, sent: true });
  light(question, "saving");
  const { status, body } = await ask(`${words.state}answers/${question}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ op_id: op, answer, base }),
  });
  if (status === 200 && body.state === "saved") {
    known.get(question)?.push(op);
    root.dispatchEvent(new CustomEvent("answer-saved", { detail: { question, op, answer, at: body.saved_at } }));
  }
  if (earlier && queue.has(question) && [200, 422].includes(status)) {
    const now = queue.get(question);
    keep(question, { ...now, before: now.before?.filter((each) => each.op !== op) });
  }
  if (queue.get(question)?.op !== op) {
    if (queue.has(question) && ![200, 422].includes(status)) light(question, navigator.onLine ? "failed" : "device");
    return status;
  }
  if (status === 200 && body.state === "aside") {
    // Nothing stood here while something newer stands at the centre: ask what it is, then which counts.
    keep(question, { ...entry, op: fresh(), base: [...base, op], sent: false, theirs: {} });
    light(question, "failed", words.aside);
    await refresh();
    return status;
  }
  if (status === 200) remember(question, { op, answer, base, at: body.saved_at });
  if (status === 200 || status === 422) drop(question, op);
  offer(question);
  if (status === 422) light(question, "failed", "", body.text);
  else if (status !== 200) light(question, navigator.onLine ? "failed" : "device");
  else light(question, "saved", clock(body.saved_at));
  return status;
};
const halt = (status) => {
  stopped = [401, 404, 409].includes(status) && status;
  if (status === 409) {
    say(queue.size ? words.late.replace("{count}", queue.size) : words.over, words.state, words.result);
    [...queue].forEach(([question, { op }]) => drop(question, op));
  } else if (!stopped) {
    synced = 0;
    timer = setTimeout(pump, Math.min(3e4, 1e3 * 2 ** tries++) * (0.7 + Math.random() / 2));
  } else say(status === 404 ? words.foreign : words.signedOut, words.signInAddress, words.signIn);
};
const next = () => [...queue].find(([, { theirs }]) => !theirs);
const work = async () => {
  for (let found; !stopped && (found = next());) {
    // After an absence first look whether another page has answered meanwhile.
    if (Date.now() - synced > 3e4 && await refresh()) continue;
    const status = await send(...found);
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
  for (tries = 0; next() && !stopped && tries < 2;) await pump();
  const asked = [...queue].find(([, { theirs }]) => theirs)?.[0];
  if (next() && !stopped) say(words.waiting.replace("{count}", queue.size));
  else if (asked && !stopped) say(words.twice, `${words.state}?q=${forms.get(asked)?.dataset.number ?? 1}`, words.choose);
  return !queue.size;
};
const wake = async () => {
  tries = 0;
  if (stopped === 409) return;
  if (stopped || Date.now() - synced > 2e4) await refresh();
  if (over) halt(409);
  else if (!stopped) pump();
};

const resume = (question, { theirs, ...entry }) => {
  const form = forms.get(question), op = form?.base.value;
  const there = op && entry.op !== op && !entry.base.includes(op) && { op, answer: read(form) };
  queue.set(question, form ? entry : { ...entry, theirs });
  light(question, "device");
  if (!form) return;
  restore(form, entry.answer);
  if (there && plain(there.answer) !== plain(entry.answer)) hold(question, { ...entry, theirs: there });
};
try {
  forms.forEach((form, question) => recall(question, form));
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("answers:"))) {
    const entry = JSON.parse(localStorage.getItem(key));
    if (Date.now() - entry.at > 30 * 24 * 3600e3) localStorage.removeItem(key);
    else if (key.startsWith(mark)) resume(key.slice(mark.length), entry);
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
  if (target.querySelector("[type=file]")?.files.length) return; // goes as a form
  if (target.dataset.question && !ends) return pump();
  if (!ends && !queue.size) return;
  event.preventDefault();
  if (await flushed()) ends ? location.assign(`${words.state}submission`) : location.reload();
});
// What is on the screen is sent first; then the centre is asked, for the end may have been moved.
const finish = async () => {
  [...queue].forEach(([question, { theirs }]) => theirs && settle(question, true));
  const sent = await flushed();
  if (!await refresh()) return void setTimeout(finish, 5e3);
  if (left === null || left > 0) return;
  say(words.over);
  if (sent) root.querySelector("[data-end]").submit();
};
on("time-up", finish);
on("answer-elsewhere", ({ detail: { question, ...theirs } }) => meet(question, theirs));
on("signed-in", wake);
setInterval(() => document.hidden || stopped || refresh(), 6e4);
on("online", wake, window);
on("pageshow", ({ persisted }) => { if (persisted) synced = 0; wake(); }, window);
on("visibilitychange", () => (document.hidden ? pump() : wake()), document);
