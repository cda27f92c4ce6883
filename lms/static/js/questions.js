// Questions: the whole attempt is here, one page of it on the screen; no network needed.
const root = document.querySelector("[data-attempt]");

root.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  const form = submitter && root.querySelector(`[data-number="${submitter.value}"]`);
  if (!target.dataset.question || !form || target.querySelector("[type=file]")?.files.length) return;
  event.preventDefault();
  root.querySelectorAll("[data-question]").forEach((other) => { other.hidden = other.dataset.page !== form.dataset.page; });
  root.querySelectorAll("nav button").forEach((button) => {
    button.setAttribute("form", form.id);
    if (button.value === submitter.value) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  });
  history.replaceState(null, "", `?q=${submitter.value}`);
  const legend = form.querySelector("legend");
  legend.tabIndex = -1;
  legend.focus();
});

const mark = ({ target }) => {
  if (target.type === "file") return;
  const form = target.form ?? target;
  const answered = [...new FormData(form)].some(([name, value]) => /^answer(\.|$)/.test(name) && value.trim?.());
  const item = root.querySelector(`[data-mark="${form.dataset.question}"]`);
  item.classList.toggle("done", answered);
  item.querySelector("[data-said]").textContent = answered ? ` ${root.dataset.answered}` : "";
};
root.addEventListener("input", mark);
root.addEventListener("restored", mark);
