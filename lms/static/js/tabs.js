// Tabs: the same attempt in a second tab is noticed, and what is saved in one is shown in the other.
const root = document.querySelector("[data-attempt]");
const notice = root.querySelector("[data-second-tab]");
const me = crypto.getRandomValues(new Uint32Array(2)).join("-");
const others = new Set();
let channel = null;

const tell = (kind, detail) => channel?.postMessage({ from: me, kind, detail });
const hear = ({ data: { from, kind, detail } }) => {
  if (kind === "hello") tell("here");
  if (kind === "bye") others.delete(from);
  else others.add(from);
  notice.hidden = !others.size;
  if (kind === "saved") root.dispatchEvent(new CustomEvent("answer-elsewhere", { detail }));
};

if ("BroadcastChannel" in window) {
  addEventListener("pageshow", () => {
    channel = new BroadcastChannel(`attempt:${root.dataset.attempt}`);
    channel.onmessage = hear;
    tell("hello");
  });
  addEventListener("pagehide", () => {
    tell("bye");
    channel?.close();
  });
  root.addEventListener("answer-saved", ({ detail }) => tell("saved", detail));
}
