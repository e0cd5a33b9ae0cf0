// What every strip below the map begins with: the choice of strips, what plays it along, and room for its words.
// Sent as one module with `element.js` and `mounted.js` before it and the strip's own file after it.

const STRIPS = { time: "Over time", members: "Members as of", countries: "Top countries" };
const SPEEDS = { slow: 1600, normal: 1000, fast: 600 };
const LATE_MS = 8000;
const number = new Intl.NumberFormat("en");
const still = matchMedia("(prefers-reduced-motion: reduce)");

// The buttons that choose the strip; `choose` is told which.
function strips(choose) {
  const buttons = Object.entries(STRIPS).map(([strip, textContent]) =>
    element("button", { type: "button", textContent, onclick: () => choose(strip) }),
  );
  const group = element("div", { className: "choice", role: "group", ariaLabel: "Shown with the map" }, buttons);
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

const pen = document.createElement("canvas").getContext("2d");
pen.font = "600 11px sans-serif";
const wordsWide = (words) => pen.measureText(words).width;

// Those of the labels that lie on none before them; `x` is the middle of a label, `y` its foot, both in pixels.
function apart(labels, tall = 12, gap = 4) {
  const meets = (a, b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap && Math.abs(a.y - b.y) < tall;
  return labels.reduce((kept, label) => (kept.some((other) => meets(label, other)) ? kept : [...kept, label]), []);
}

// Heights, from the top down, moved so that each lies `step` below the one before and none below `bottom`.
function stacked(heights, step, bottom) {
  const placed = [];
  for (const height of heights) placed.push(Math.max(height, (placed.at(-1) ?? -Infinity) + step));
  for (let at = placed.length - 1, most = bottom; at >= 0; at -= 1, most = placed[at + 1] - step) placed[at] = Math.min(placed[at], most);
  return placed;
}

// Plays something along, frame by frame: `advance()` starts a frame and says whether there is another after it,
// `rest()` is told when it has stopped. A frame waits until the one before has been drawn, which `arrived()` says.
// Whoever asked for less motion takes the frames one by one. `title` says what a frame is.
class Player {
  constructor(advance, rest, title = "") {
    Object.assign(this, { advance, rest, title });
    this.playing = false;
    this.useful = true;
    this.button = element("button", { type: "button", className: "play", onclick: () => this.toggle() });
    this.speed = element("select", { ariaLabel: "Speed of playing" }, Object.keys(SPEEDS).map((name) => element("option", { value: name, textContent: name })));
    this.speed.value = "normal";
    this.label();
    still.addEventListener("change", (this.moved = () => { this.stop(); this.label(); }));
    // Whoever takes up anything else means that, and not what plays.
    this.elsewhere = (event) => this.playing && !event.composedPath().some((part) => part === this.button || part === this.speed) && this.stop();
    document.addEventListener("pointerdown", this.elsewhere, true);
    document.addEventListener("keydown", (this.escape = (event) => event.key === "Escape" && this.stop()), true);
  }

  label() {
    this.button.textContent = still.matches ? "Next ▸" : this.playing ? "■ Stop" : "▶ Play";
    this.button.title = still.matches ? "One step on" : this.title;
    this.button.hidden = !this.useful;
    this.speed.hidden = !this.useful || still.matches;
  }

  // An answer has come; `useful`: there is more than one frame to play.
  arrived(useful) {
    this.awaited = false;
    this.useful = useful;
    this.label();
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
    still.removeEventListener("change", this.moved);
    document.removeEventListener("pointerdown", this.elsewhere, true);
    document.removeEventListener("keydown", this.escape, true);
  }
}
