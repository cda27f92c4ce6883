// Copy: a field that is there to be copied is selected whole when entered, and gets a button.
document.querySelectorAll("[data-copy]").forEach((field) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button primary";
  button.textContent = field.dataset.copy;
  const told = document.createElement("p");
  told.className = "small";
  told.setAttribute("role", "status");

  // Where the clipboard is closed to scripts (plain http), the old way copies what is selected.
  const selectAndCopy = () => {
    field.focus();
    field.select();
    return document.execCommand("copy");
  };
  button.addEventListener("click", async () => {
    told.textContent = "";
    const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
    told.textContent = copied || selectAndCopy() ? field.dataset.copied : field.dataset.selected;
  });
  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => {
    if (field.selectionStart === field.selectionEnd) field.select();
  });
  const deeds = document.createElement("div");
  deeds.className = "actions";
  deeds.append(button, told);
  field.closest(".field").after(deeds);
});
