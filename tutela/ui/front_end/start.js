// Runs before the page is drawn, so that parts which need scripts do not flash.
document.documentElement.classList.add("js");
document.body.className +=
  " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
