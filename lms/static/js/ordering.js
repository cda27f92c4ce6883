// Ordering: lines are moved up and down; their places go into the lists that are there without a script.
const announce = document.querySelector("[data-announce]");

for (const box of document.querySelectorAll("[data-ordering]")) {
  const list = box.querySelector("ol");
  const lines = () => [...list.children];
  const place = (line) => line.querySelector("select");
  const show = () => {
    list.classList.toggle("numbered", lines().every((line) => place(line).value));
    lines().forEach((line, index, all) => line.querySelectorAll("[data-move]").forEach((button) => {
      button.setAttribute("aria-disabled", !all[index + Number(button.dataset.move)]);
    }));
  };
  // As an answer given before says; lines without a place stay where they are.
  const arrange = () => {
    const placed = lines().filter((line) => place(line).value);
    const rest = lines().filter((line) => !place(line).value);
    for (const line of placed.sort((a, b) => place(a).value - place(b).value)) rest.splice(place(line).value - 1, 0, line);
    list.append(...rest);
  };

  box.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-move]");
    if (!button) return;
    const line = button.closest("li"), up = button.dataset.move < 0;
    const other = up ? line.previousElementSibling : line.nextElementSibling;
    // The other line goes past this one: what has the focus stays in its place and keeps it.
    if (other) {
      up ? line.after(other) : line.before(other);
      lines().forEach((each, index) => { place(each).value = index + 1; });
      place(line).dispatchEvent(new Event("input", { bubbles: true }));
      show();
    }
    const said = { "{item}": line.querySelector(".text").textContent, "{place}": lines().indexOf(line) + 1 };
    announce.textContent = box.dataset.said.replace(/\{\w+\}/g, (gap) => said[gap]);
  });
  document.addEventListener("restored", ({ target }) => {
    if (!target.contains(box)) return;
    arrange();
    show();
  });
  box.querySelectorAll("[data-plain]").forEach((plain) => { plain.hidden = true; });
  box.querySelectorAll("[data-moving]").forEach((moving) => { moving.hidden = false; });
  arrange();
  show();
}
