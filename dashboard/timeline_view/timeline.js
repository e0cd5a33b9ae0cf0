// Mentions over time: a bar a step, the period chosen by mouse, finger or keys, and played along.

const HEIGHT = 64;
const FOOT = 17;
// Where the finest scale ends: a single mention is then a low bar, not one that fills the strip.
const LEAST_TOP = 10;
// So few bars with something in them carry their figures.
const FEW = 9;
const SETTLE_MS = 500;
const GRIP_PX = 14;

function stepName(unit, first) {
  if (unit === "year") return written(first, { year: "numeric" });
  if (unit === "month") return written(first, { month: "long", year: "numeric" });
  return unit === "week" ? `Week of ${inFull(first)}` : inFull(first);
}

class Timeline {
  constructor(root) {
    const choose = (strip) => { this.player.stop(); this.send("strip", strip); };
    this.strips = strips(choose);
    this.said = element("p", { className: "said" });
    this.whole = element("button", { type: "button", textContent: "All dates", title: "Show the whole time", onclick: () => this.commit(0, this.last) });
    this.unit = element("select", { ariaLabel: "Steps of the timeline", onchange: () => this.send("step", this.unit.value) });
    this.player = new Player((playing) => this.advance(playing), () => this.tell(false));
    const tools = element("div", { className: "tools" }, [this.whole, this.unit, this.player.speed, this.player.button]);
    this.head = element("div", { className: "head" }, [this.strips.group, this.said, tools]);
    this.svg = shape("svg", { "aria-hidden": "true" });
    this.grips = ["From", "To"].map((name, side) => this.grip(name, side));
    this.chart = element("div", { className: "chart" }, [this.svg, ...this.grips]);
    this.finding = element("p", { className: "finding" });
    this.table = element("details", { className: "numbers" }, [element("summary", { textContent: "Numbers" })]);
    this.table.addEventListener("toggle", () => this.tabulate());
    this.foot = element("div", { className: "foot" }, [this.finding, this.table]);
    this.box = element("section", { className: "strip", ariaLabel: "Timeline" }, [this.head, this.chart, this.foot]);
    root.append(this.box);
    this.listen();
    this.watcher = new ResizeObserver(() => this.data && this.paint());
    this.watcher.observe(this.chart);
  }

  show(data, send) {
    this.send = send;
    // Other steps than those that are held: what is held means nothing any more.
    if (this.data && String(data.start) !== String(this.data.start)) this.letGo();
    this.data = data;
    this.first = data.start.map(dayOf);
    this.end = data.end.map(dayOf);
    this.last = data.start.length - 1;
    this.strips.show(data.strip);
    if (!this.dragging && !this.settling) this.chosen = this.within();
    this.player.arrived(this.last > 0);
    this.unit.replaceChildren(...data.units.map((unit) => element("option", { value: unit, textContent: `by ${unit === "auto" ? data.unit : unit}` })));
    this.unit.value = data.step;
    const empty = this.last < 0;
    this.chart.hidden = empty;
    this.unit.hidden = this.last <= 0;
    this.finding.textContent = data.finding;
    this.table.hidden = empty;
    this.tabulate();
    if (!empty) this.paint();
    this.say();
  }

  // The chosen steps, from the period the page has.
  within() {
    const { since, until } = this.data;
    const from = since ? this.end.findIndex((day) => day >= dayOf(since)) : 0;
    const to = until ? this.first.findLastIndex((day) => day <= dayOf(until)) : this.last;
    return [from < 0 ? this.last : from, Math.max(0, to)];
  }

  isWhole([from, to] = this.chosen) {
    return from <= 0 && to >= this.last;
  }

  period([from, to] = this.chosen) {
    if (this.isWhole([from, to])) return { since: null, until: null };
    return { since: isoOf(this.first[from]), until: isoOf(this.end[to]) };
  }

  // Choose steps and tell the page; what is already chosen is not sent again.
  commit(from, to, walking = false) {
    this.chosen = [Math.max(0, Math.min(from, to)), Math.min(this.last, Math.max(from, to))];
    this.paint();
    this.say();
    this.tell(walking);
  }

  // Forget the keys that were not yet sent.
  rest() {
    clearTimeout(this.settling);
    this.settling = 0;
  }

  letGo() {
    this.rest();
    this.held = null;
    this.dragging = false;
  }

  tell(walking) {
    this.rest();
    this.send("period", { ...this.period(), walking });
  }

  // One frame: the same number of steps, one step on; from the beginning where the end has been reached.
  advance(playing) {
    const whole = this.isWhole();
    const length = whole ? Math.max(1, Math.round((this.last + 1) / 12)) : this.chosen[1] - this.chosen[0] + 1;
    const from = whole || this.chosen[1] >= this.last ? 0 : this.chosen[0] + 1;
    const to = from + length - 1;
    this.commit(from, to, playing && to < this.last);
    return to < this.last;
  }

  grip(name, side) {
    const made = element("div", { className: "grip", tabIndex: 0, role: "slider" });
    made.setAttribute("aria-label", name);
    made.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };
      if (!(event.key in moves)) return;
      event.preventDefault();
      this.player.stop();
      const chosen = [...this.chosen];
      const [least, most] = side ? [chosen[0], this.last] : [0, chosen[1]];
      chosen[side] = Math.max(least, Math.min(most, chosen[side] + moves[event.key]));
      this.chosen = chosen;
      this.paint();
      this.say();
      this.rest();
      this.settling = setTimeout(() => this.tell(false), SETTLE_MS);
    });
    return made;
  }

  stepAt(x) {
    return Math.max(0, Math.min(this.last, Math.floor((x / this.width) * (this.last + 1))));
  }

  listen() {
    const at = (event) => event.clientX - this.chart.getBoundingClientRect().left;
    this.chart.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || this.last < 1) return;
      const x = at(event);
      const step = this.stepAt(x);
      const edges = [this.chosen[0], this.chosen[1] + 1].map((edge) => (edge / (this.last + 1)) * this.width);
      const near = event.pointerType === "touch" ? 2 * GRIP_PX : GRIP_PX / 2;
      const side = Math.abs(edges[0] - x) < Math.abs(edges[1] - x) ? 0 : 1;
      const held = !this.isWhole() && Math.abs(edges[side] - x) <= near ? "edge" : !this.isWhole() && x > edges[0] && x < edges[1] ? "window" : "new";
      this.held = { held, side, step, x, before: [...this.chosen] };
    });
    this.chart.addEventListener("pointermove", (event) => {
      // Let go outside before the chart had it: nobody said so.
      if (!event.buttons) this.held = null;
      if (!this.held) return this.data && this.last >= 0 && this.say(this.stepAt(at(event)));
      const step = this.stepAt(at(event));
      if (!this.dragging && Math.abs(at(event) - this.held.x) < 4) return undefined;
      if (!this.dragging) this.chart.setPointerCapture(event.pointerId);
      this.dragging = true;
      this.drag(step);
      return undefined;
    });
    this.chart.addEventListener("pointerleave", () => this.say());
    this.chart.addEventListener("pointerup", (event) => {
      const { held } = this;
      const dragged = this.dragging;
      this.held = null;
      this.dragging = false;
      if (!held) return;
      if (dragged) return void this.commit(...this.chosen);
      // A click takes the one step, and a second click on it lets it go.
      const step = this.stepAt(at(event));
      if (this.chosen[0] === step && this.chosen[1] === step) this.commit(0, this.last);
      else this.commit(step, step);
    });
    this.chart.addEventListener("pointercancel", () => {
      if (this.dragging) this.chosen = this.held.before;
      this.held = null;
      this.dragging = false;
      if (this.data) this.paint();
    });
  }

  drag(step) {
    const { held, side, step: from, before } = this.held;
    if (held === "new") this.chosen = [Math.min(from, step), Math.max(from, step)];
    if (held === "edge") this.chosen = [side ? before[0] : step, side ? step : before[1]].sort((a, b) => a - b);
    if (held === "window") {
      const length = before[1] - before[0];
      const start = Math.max(0, Math.min(this.last - length, before[0] + step - from));
      this.chosen = [start, start + length];
    }
    this.paint();
    this.say();
  }

  sum(values, [from, to] = this.chosen) {
    return values.slice(from, to + 1).reduce((total, value) => total + value, 0);
  }

  // What is said beside the buttons: the step under the pointer, else the period chosen.
  say(step) {
    const { data } = this;
    if (this.last < 0) return void (this.said.textContent = "");
    const [from, to] = step === undefined ? this.chosen : [step, step];
    const when = step === undefined ? (this.isWhole() ? `${inFull(this.first[0])} – ${inFull(this.end[this.last])}` : this.span(from, to)) : stepName(data.unit, this.first[step]);
    const named = (data.country ?? data).mentions;
    const every = this.sum(data.all, [from, to]);
    const found = `${number.format(this.sum(named, [from, to]))} ${data.country ? `of ${data.country.name}` : "mentions"}`;
    const words = every ? `${found}, ${number.format(every)} ${every === 1 ? "article" : "articles"}` : "no articles";
    this.said.replaceChildren(element("b", { textContent: when }), ` ${words}`);
    this.whole.hidden = this.isWhole();
    return undefined;
  }

  span(from, to) {
    if (this.data.unit === "day" && from === to) return inFull(this.first[from]);
    return `${inFull(this.first[from])} – ${inFull(this.end[to])}`;
  }

  paint() {
    const { data } = this;
    this.width = this.chart.clientWidth || 600;
    const count = this.last + 1;
    const [w, h] = [this.width, HEIGHT];
    const values = (data.country ?? data).mentions;
    // What the country would have if it always had its share of all mentions: the same figures, evened out.
    const total = this.sum(data.mentions, [0, this.last]);
    const even = data.country && total ? data.mentions.map((all) => (all * this.sum(data.country.mentions, [0, this.last])) / total) : null;
    const top = rounded(Math.max(LEAST_TOP, ...values, ...(even ?? [])));
    const high = (value) => (value / top) * (h - 14);
    const wide = w / count;
    const gap = wide > 6 ? Math.min(2, wide * 0.15) : 0;
    const bar = (value, at, name) => {
      const tall = value ? Math.max(1, high(value)) : 0;
      const inside = at >= this.chosen[0] && at <= this.chosen[1];
      return shape("rect", { x: (at * wide + gap / 2).toFixed(2), width: Math.max(wide - gap, 0.8).toFixed(2), y: (h - tall).toFixed(2), height: tall.toFixed(2), class: inside ? name : `${name} outside` });
    };
    const parts = [shape("line", { class: "grid", x1: 0, x2: w, y1: h - high(top) + 0.5, y2: h - high(top) + 0.5 })];
    parts.push(this.text(0, h - high(top) - 3, number.format(top), "start"));
    data.all.forEach((articles, at) => !articles && parts.push(shape("line", { class: "none", x1: at * wide, x2: (at + 1) * wide, y1: h - 0.5, y2: h - 0.5 })));
    if (even) parts.push(...even.map((value, at) => bar(value, at, "even")));
    parts.push(...values.map((value, at) => bar(value, at, "bar")));
    const told = values.filter(Boolean).length;
    if (told <= FEW) parts.push(...this.figures(values, wide, high, top));
    parts.push(...this.ticks(wide));
    const edges = [this.chosen[0] * wide, (this.chosen[1] + 1) * wide];
    if (!this.isWhole()) parts.push(shape("rect", { class: "window", x: edges[0], width: edges[1] - edges[0], y: 0.5, height: h - 0.5 }));
    for (const [name, value] of Object.entries({ width: w, height: h + FOOT, viewBox: `0 0 ${w} ${h + FOOT}` })) this.svg.setAttribute(name, value);
    this.svg.replaceChildren(...parts);
    this.grips.forEach((grip, side) => this.place(grip, side, edges[side], values));
    this.chart.classList.toggle("whole", this.isWhole());
  }

  place(grip, side, x, values) {
    const step = this.chosen[side];
    grip.style.left = `${Math.max(0, Math.min(this.width, x))}px`;
    grip.setAttribute("aria-valuemin", 0);
    grip.setAttribute("aria-valuemax", this.last);
    grip.setAttribute("aria-valuenow", step);
    const day = side ? this.end[step] : this.first[step];
    grip.setAttribute("aria-valuetext", `${inFull(day)}; ${number.format(this.sum(values))} mentions in the period`);
  }

  text(x, y, words, anchor, name = "") {
    return shape("text", { x, y, "text-anchor": anchor, class: name }, [words]);
  }

  // The figures above the bars, the highest first: where two would meet, or one the end of the scale, the lower goes
  // without.
  figures(values, wide, high, top) {
    const labels = values.map((value, at) => {
      const words = number.format(value);
      const width = wordsWide(words);
      return { value, words, width, x: Math.max(width / 2, Math.min(this.width - width / 2, (at + 0.5) * wide)), y: HEIGHT - high(value) - 3 };
    });
    const found = labels.filter(({ value }) => value).sort((a, b) => b.value - a.value);
    const scale = { x: wordsWide(number.format(top)) / 2, y: HEIGHT - high(top) - 3, width: wordsWide(number.format(top)) };
    return apart([scale, ...found]).slice(1).map(({ x, y, words }) => this.text(x, y, words, "middle", "figure"));
  }

  // Dates below the bars: where a month or a year begins, or every so many steps, as many as there is room for.
  ticks(wide) {
    const { unit } = this.data;
    const form = { day: { day: "numeric", month: "short" }, week: { month: "short" }, month: { year: "numeric" }, year: { year: "numeric" } }[unit];
    const names = this.first.map((day) => written(day, form));
    const long = this.end[this.last] - this.first[0] > 366;
    const most = Math.max(1, Math.floor(this.width / (unit === "day" ? 76 : 62)));
    let begins = names.map((_, at) => at).filter((at) => unit === "day" || unit === "year" || at === 0 || names[at] !== names[at - 1]);
    if (unit === "week" || unit === "month") begins = begins.filter((at, place) => place > 0 || begins.length === 1 || begins[1] * wide > 50);
    const each = Math.ceil(begins.length / most);
    const ticks = begins.filter((_, place) => place % each === 0).map((at) => {
      const words = unit === "week" && (long || at === 0) ? written(this.end[at], { month: "short", ...(long ? { year: "numeric" } : {}) }) : names[at];
      const x = unit === "day" || unit === "year" ? (at + 0.5) * wide : at * wide;
      const anchor = x < 30 ? "start" : x > this.width - 30 ? "end" : unit === "day" || unit === "year" ? "middle" : "start";
      const width = wordsWide(words);
      const from = { start: x, middle: x - width / 2, end: this.width - width }[anchor];
      return { words, line: x, width, x: from + width / 2, y: HEIGHT + FOOT - 3 };
    });
    return apart(ticks).map(({ words, line, x, y }) =>
      shape("g", {}, [shape("line", { class: "tick", x1: line, x2: line, y1: HEIGHT, y2: HEIGHT + 4 }), this.text(x, y, words, "middle")]),
    );
  }

  // The same figures as a table, made when somebody opens it: a long archive has thousands of steps.
  tabulate() {
    this.table.querySelector("table")?.parentElement.remove();
    if (!this.table.open || this.last < 0) return;
    const { data } = this;
    const columns = [["Step", null], ["Mentions", data.mentions], ["Articles that name a country", data.articles], ["All articles", data.all]];
    if (data.country) columns.splice(1, 0, [data.country.name, data.country.mentions]);
    const head = element("tr", {}, columns.map(([title]) => element("th", { scope: "col", textContent: title })));
    const rows = this.first.map((day, at) =>
      element("tr", {}, columns.map(([, values], place) => (place ? element("td", { textContent: number.format(values[at]) }) : element("th", { scope: "row", textContent: stepName(data.unit, day) })))),
    );
    const table = element("table", {}, [element("caption", { textContent: "Mentions over time" }), element("thead", {}, [head]), element("tbody", {}, rows)]);
    this.table.append(element("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Mentions over time, as a table" }, [table]));
  }

  leave() {
    this.rest();
    this.player.leave();
    this.watcher.disconnect();
    this.box.remove();
  }
}

export default mounted(Timeline);
