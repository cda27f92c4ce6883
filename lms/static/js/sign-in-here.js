// Sign in here: whoever was signed out in between signs in again without leaving the page.
const root = document.querySelector("[data-attempt]");
const dialog = document.querySelector("dialog[data-sign-in]");
const place = dialog.querySelector("[data-form]");
const parser = new DOMParser();

// The form of the sign-in page itself, whatever it asks for; without one we go to that page.
const show = async (response, address) => {
  if (response.type === "opaqueredirect") {
    dialog.close();
    return root.dispatchEvent(new Event("signed-in"));
  }
  const form = parser.parseFromString(await response.text(), "text/html").querySelector("main form");
  if (!form) return location.assign(address);
  place.replaceChildren(document.adoptNode(form));
  if (!dialog.open) dialog.showModal();
  (form.querySelector("[role=alert]") ?? form.querySelector("input:not([type=hidden])"))?.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, address);
  });
};
const send = async (form, address) => {
  const to = new URL(form.getAttribute("action") || "", address);
  try {
    const response = await fetch(to, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    await show(response, address);
  } catch { dialog.querySelector("[data-offline]").hidden = false; }
};

root.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-trouble] a");
  if (link?.href !== new URL(root.dataset.signInAddress, location).href) return;
  event.preventDefault();
  dialog.querySelector("[data-offline]").hidden = true;
  try { await show(await fetch(link.href, { redirect: "manual" }), link.href); } catch { location.assign(link.href); }
});
