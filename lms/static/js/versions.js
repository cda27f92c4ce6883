// Versions: where a question was answered here and elsewhere, both answers are shown side by side.
const root = document.querySelector("[data-attempt]");
const template = root.querySelector("template[data-versions]");

const text = (node) => node?.textContent.trim().replace(/\s+/g, " ") ?? "";
const named = (field) => {
  const ids = field.getAttribute("aria-labelledby")?.split(" ") ?? [];
  return field.getAttribute("aria-label") ?? text(field.labels[0] ?? document.getElementById(ids.at(-1)));
};
const said = (field, value) => {
  const choice = [...field.options ?? []].find((option) => option.value === value);
  return choice ? text(choice) : value;
};
const inWords = (form, answer) => {
  if (Array.isArray(answer)) return answer.map((value) => {
    const box = form.querySelector(`input[value="${CSS.escape(value)}"]:is([type=radio], [type=checkbox])`);
    return box ? text(box.closest("label")) : value;
  });
  const fields = [...form.querySelectorAll("[name^='answer.']")].filter((field) => answer[field.name.slice(7)]);
  return fields.map((field) => `${named(field)}: ${said(field, answer[field.name.slice(7)][0])}`);
};
const list = (lines, none) => (lines.length ? lines : [none]).map((line) => Object.assign(document.createElement("li"), { textContent: line }));

root.addEventListener("versions", ({ detail: { form, mine, theirs, keep, take } }) => {
  form.querySelector("[data-both]")?.remove();
  if (!theirs) return;
  const both = template.content.firstElementChild.cloneNode(true);
  for (const [name, answer] of [["mine", mine], ["theirs", theirs]]) {
    both.querySelector(`[data-${name}]`).replaceChildren(...list(inWords(form, answer), template.dataset.none));
  }
  both.querySelector("[data-keep]").addEventListener("click", keep);
  both.querySelector("[data-take]").addEventListener("click", take);
  form.querySelector("[data-light]").after(both);
});
