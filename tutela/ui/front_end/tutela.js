import { initAll } from "./govuk-frontend.min.js";

initAll();

// Escape leaves a page of the public site, as Shift three times does; never while a box is being filled in
// whose own Escape (closing a list, clearing a search) the person may mean.
const leave = document.querySelector(".govuk-js-exit-this-page-button");

if (leave) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("select, dialog")) return;
    leave.click();
  });
}

// A notice after a change may be put away; without scripts it simply stays.
for (const button of document.querySelectorAll("[data-tutela-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A value to be keyed into another system; without scripts it is selected by hand.
for (const button of navigator.clipboard ? document.querySelectorAll("[data-tutela-copy]") : []) {
  const words = button.innerHTML;

  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = document.getElementById(button.dataset.tutelaCopy);
    await navigator.clipboard.writeText(copied.innerText);
    button.textContent = button.dataset.tutelaCopied;
    setTimeout(() => {
      button.innerHTML = words;
    }, 2000);
  });
}

// On a narrow screen the parts of a file stand in one line: show the one that is open.
const part = document.querySelector(".moj-side-navigation [aria-current]");

if (part) {
  const line = part.closest(".moj-side-navigation");
  line.scrollLeft += part.getBoundingClientRect().left - line.getBoundingClientRect().left - 30;
}

// On a narrow screen the filters stand above the list: fold them away behind a button.
const filter = document.querySelector('[data-module="moj-filter"]');

if (filter) {
  const { FilterToggleButton } = await import("./moj-frontend.min.js");
  const words = filter.dataset;
  new FilterToggleButton(filter, {
    bigModeMediaQuery: "(min-width: 48.0625em)",
    startHidden: false,
    toggleButton: { showText: words.show, hideText: words.hide, classes: "govuk-button--secondary" },
    toggleButtonContainer: { selector: ".moj-action-bar__filter" },
    closeButton: { text: words.close },
  });
}
