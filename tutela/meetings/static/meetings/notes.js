// Notes save themselves while one writes. What the server has not taken yet is kept in this browser, locked with a
// key that only this officer's page is given, and is sent when the connection is back or the page is opened again.
// One press at a time: it is repeated with its own key until it is answered, so that nothing is written twice.

const page = document.getElementById("notes");
const status = document.getElementById("notes-status");
const words = page.dataset;
const REST = 1500; // saved when the writer has rested so long
const AGAIN = 5000;

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

// A key in the order of time, as the server makes its own.
function freshKey() {
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let place = 0; place < 6; place += 1) drawn[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  drawn[6] = (drawn[6] & 15) | 112;
  drawn[8] = (drawn[8] & 63) | 128;
  const hex = [...drawn].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const lock = crypto.subtle?.importKey("raw", bytes(words.sealedWith), "AES-GCM", false, ["encrypt", "decrypt"]);

async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await lock, plain);
  return `${text(iv)}.${btoa([...new Uint8Array(sealed)].map((byte) => String.fromCharCode(byte)).join(""))}`;
}

async function open(kept) {
  try {
    const [iv, sealed] = kept.split(".").map(bytes);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await lock, sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null; // another officer's, or of a key that is no longer: it opens for nobody here
  }
}

function say(sentence) {
  status.textContent = sentence;
  status.hidden = false;
}

// Whoever signed in again in another window has another token: the page takes it over.
async function renew(form) {
  const response = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = fresh.querySelector("#notes [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
}

class Sheet {
  constructor(form) {
    this.form = form;
    this.box = form.elements.words;
    this.section = form.elements.section.value;
    this.sheet = form.elements.sheet.value;
    this.version = form.elements.version.value;
    this.taken = this.box.value; // what the server has
    this.press = null; // what was sent and not answered yet
    this.place = `tutela-note-${words.item}-${this.section}-${this.sheet}`;
    this.writing = Promise.resolve();
    this.line = document.createElement("p");
    this.line.className = "govuk-hint govuk-!-margin-bottom-2";
    this.line.setAttribute("aria-live", "polite");
    form.querySelector("[data-note-foot]").append(this.line);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.box.addEventListener("input", () => {
      this.keep();
      clearTimeout(this.rest);
      this.rest = setTimeout(() => this.send(), REST);
    });
    this.box.addEventListener("blur", () => this.send());
  }

  get isUnsaved() {
    return this.press !== null || this.box.value !== this.taken;
  }

  keep() {
    if (!lock) return;
    const now = { words: this.box.value, version: this.version, sheet: this.sheet, press: this.press };
    const place = this.place;
    const isUnsaved = this.isUnsaved;
    // in the order of writing, also where locking one took longer than the next
    this.writing = this.writing.then(async () => {
      if (isUnsaved) localStorage.setItem(place, await seal(now));
      else localStorage.removeItem(place);
    });
  }

  async restore() {
    // a first press may have been taken although its answer was lost: its words were kept as those of a new sheet
    const fresh = `tutela-note-${words.item}-${this.section}-0`;
    const isFirst = this.form === this.form.parentElement.querySelector("[data-note]");
    const place = localStorage.getItem(this.place) === null && isFirst ? fresh : this.place;
    const found = lock && localStorage.getItem(place);
    const kept = found ? await open(found) : null;
    if (!kept || this.box.value !== this.taken) return;
    this.place = place;
    this.sheet = kept.sheet;
    this.press = kept.press;
    this.version = kept.version;
    this.box.value = kept.words;
    if (this.isUnsaved) await this.send();
    else this.keep();
  }

  async send() {
    clearTimeout(this.rest);
    if (this.isSending || !this.isUnsaved || this.box.value === this.refused) return;
    this.isSending = true;
    this.press ??= { key: freshKey(), words: this.box.value, version: this.version, sheet: this.sheet };
    this.keep();
    this.line.textContent = words.saving;
    const answer = await this.ask();
    this.isSending = false;
    if (answer === null) {
      this.rest = setTimeout(() => this.send(), AGAIN);
      return;
    }
    this.took(answer);
    if (this.isUnsaved) await this.send();
  }

  // What the server says of the press; null where it was not reached and the press is made again.
  async ask() {
    const data = new FormData(this.form);
    data.set("operation_key", this.press.key);
    data.set("words", this.press.words);
    data.set("version", this.press.version);
    data.set("sheet", this.press.sheet);
    try {
      const response = await fetch(words.save, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      if (isOurs) return await response.json();
      this.line.textContent = "";
      say(response.status >= 500 ? words.offline : words.signedOut);
      if (response.status < 500) await renew(this.form);
    } catch {
      this.line.textContent = "";
      say(words.offline);
    }
    return null;
  }

  took(answer) {
    const sent = this.press.words;
    this.press = null;
    if (answer.refused) {
      this.refused = sent; // not asked again until it is changed, and still kept here
      this.keep();
      this.line.textContent = `${words.refused} ${answer.refused.join(" ")}`;
      return;
    }
    if (this.sheet !== "0" && String(answer.sheet) !== this.sheet) say(words.beside);
    else if (![...sheets].some((one) => one !== this && one.isUnsaved)) status.hidden = true;
    const before = this.place;
    this.writing = this.writing.then(() => localStorage.removeItem(before)); // after what was still being locked
    this.sheet = String(answer.sheet);
    this.place = `tutela-note-${words.item}-${this.section}-${this.sheet}`;
    this.version = String(answer.version);
    this.taken = sent;
    this.form.elements.sheet.value = this.sheet;
    this.form.elements.version.value = this.version;
    this.line.textContent = `${words.saved}, ${answer.saved}`;
    this.keep();
    page.querySelector(`[data-others="${this.section}"]`).innerHTML = answer.others;
  }
}

const sheets = new Set();
for (const form of page.querySelectorAll("[data-note]")) sheets.add(new Sheet(form));
for (const sheet of sheets) sheet.restore();
window.addEventListener("online", () => sheets.forEach((sheet) => sheet.send()));
// with words that only this browser has, leaving asks first
window.addEventListener("beforeunload", (event) => {
  if ([...sheets].some((sheet) => sheet.isUnsaved)) event.preventDefault();
});
