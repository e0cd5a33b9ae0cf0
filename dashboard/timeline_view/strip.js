// What every strip below the map begins with: one element, the choice of strips, and what plays it along.
// The files of this folder are sent as one module, this one first.

const STRIPS = { time: "Over time", members: "Members as of", countries: "Top countries" };
const SPEEDS = { slow: 1600, normal: 1000, fast: 600 };
const LATE_MS = 8000;
const SVG = "http://www.w3.org/2000/svg";
const number = new Intl.NumberFormat("en");
const still = matchMedia("(prefers-reduced-motion: reduce)");

function make(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function drawing(name, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The buttons that choose the strip; `choose` is told which.
function strips(choose) {
  const buttons = Object.entries(STRIPS).map(([strip, textContent]) =>
    make("button", { type: "button", textContent, onclick: () => choose(strip) }),
  );
  const group = make("div", { className: "choice", role: "group", ariaLabel: "Shown with the map" }, buttons);
  const show = (chosen) =>
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(Object.keys(STRIPS)[at] === chosen)));
  return { group, show };
}

// A whole day as a date, and back; all in UTC, so that no time zone moves a day.
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / 86400000;
const isoOf = (day) => new Date(Math.round(day) * 86400000).toISOString().slice(0, 10);
const written = (day, form) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...form }).format(new Date(day * 86400000));
const inFull = (day) => written(day, { day: "numeric", month: "short", year: "numeric" });

// The next round figure at or above: 1, 2, 2.5 or 5 times a power of ten.
function rounded(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 5, 10].map((part) => part * power).find((figure) => figure >= most);
}

// Plays something along, frame by frame: `advance()` starts a frame and says whether there is another after it,
// `rest()` is told when it has stopped. A frame waits until the one before has been drawn, which `arrived()` says.
// Whoever asked for less motion takes the frames one by one.
class Player {
  constructor(advance, rest) {
    this.advance = advance;
    this.rest = rest;
    this.playing = false;
    this.button = make("button", { type: "button", className: "play", onclick: () => this.toggle() });
    this.speed = make("select", { ariaLabel: "Speed of playing" }, Object.keys(SPEEDS).map((name) => make("option", { value: name, textContent: name })));
    this.speed.value = "normal";
    this.label();
    still.addEventListener("change", () => { this.stop(); this.label(); });
    // Whoever takes up anything else means that, and not what plays.
    this.elsewhere = (event) => this.playing && !event.composedPath().some((part) => part === this.button || part === this.speed) && this.stop();
    document.addEventListener("pointerdown", this.elsewhere, true);
    document.addEventListener("keydown", (this.escape = (event) => event.key === "Escape" && this.stop()), true);
  }

  label() {
    this.button.textContent = still.matches ? "Next ▸" : this.playing ? "■ Stop" : "▶ Play";
    this.button.title = still.matches ? "One step on" : "";
    this.speed.hidden = still.matches;
  }

  toggle() {
    if (this.playing) return this.stop();
    this.playing = !still.matches;
    this.label();
    this.awaited = false;
    const more = this.advance(this.playing);
    if (this.playing) this.next(more);
    return undefined;
  }

  next(more) {
    if (!more) return this.stop();
    this.awaited = true;
    const least = performance.now() + SPEEDS[this.speed.value];
    const look = () => {
      if (!this.playing) return;
      const now = performance.now();
      if (now < least || (this.awaited && now < least + LATE_MS)) this.timer = setTimeout(look, Math.max(30, Math.min(least - now, 200)));
      else this.next(this.advance(true));
    };
    this.timer = setTimeout(look, SPEEDS[this.speed.value]);
    return undefined;
  }

  arrived() {
    this.awaited = false;
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    clearTimeout(this.timer);
    this.label();
    this.rest();
  }

  leave() {
    this.playing = false;
    clearTimeout(this.timer);
    document.removeEventListener("pointerdown", this.elsewhere, true);
    document.removeEventListener("keydown", this.escape, true);
  }
}
