// Forms: a form sent over a slow line says so and is not sent twice.
const release = (form) => {
  form.removeAttribute("aria-busy");
  form.querySelectorAll("[data-sent]").forEach((button) => {
    button.removeAttribute("aria-disabled");
    delete button.dataset.sent;
  });
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  if (event.submitter) {
    event.submitter.dataset.sent = "";
    event.submitter.setAttribute("aria-disabled", "true");
  }
  setTimeout(() => release(form), 15000);
});

// Coming back with the back button shows the kept page: its forms must work again.
addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(release));
