// Password: a button that shows what is being typed, where nobody looks over the shoulder.
document.querySelectorAll("input[data-show]").forEach((input) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button plain";
  button.setAttribute("aria-controls", input.id);
  const turn = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? input.dataset.hide : input.dataset.show;
    button.setAttribute("aria-pressed", visible);
  };
  button.addEventListener("click", () => turn(input.type === "password"));
  input.form.addEventListener("submit", () => turn(false));
  turn(false);
  input.after(button);
});
