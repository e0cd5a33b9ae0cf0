// Who belonged, when: how many members each outlined organisation had, a step at each change, and the day that is shown.

const TALL = 64;
const BELOW = 17;
const RESTING_MS = 400;
const DASHES = ["", "7 3", "2 3"];
const END_ROOM = 96;

class Members {
  constructor(root) {
    this.strips = strips((strip) => { this.player.stop(); this.send("strip", strip); });
    this.said = element("p", { className: "said" });
    this.back = element("button", { type: "button", onclick: () => this.go(null) });
    this.player = new Player((playing) => this.advance(playing), () => this.tell(false), "From change to change");
    const tools = element("div", { className: "tools" }, [this.back, this.player.speed, this.player.button]);
    this.head = element("div", { className: "head" }, [this.strips.group, this.said, tools]);
    this.svg = shape("svg", { "aria-hidden": "true" });
    this.thumb = element("div", { className: "grip", tabIndex: 0, role: "slider" });
    this.thumb.setAttribute("aria-label", "Members as of");
    this.chart = element("div", { className: "chart members" }, [this.svg, this.thumb]);
    this.finding = element("p", { className: "finding" });
    this.box = element("section", { className: "strip", ariaLabel: "Members as of" }, [this.head, this.chart, element("div", { className: "foot" }, [this.finding])]);
    root.append(this.box);
    this.listen();
    this.watcher = new ResizeObserver(() => this.data && this.paint());
    this.watcher.observe(this.chart);
  }

  show(data, send) {
    this.send = send;
    this.data = data;
    this.strips.show(data.strip);
    this.strips.group.hidden = !data.strip;
    this.player.arrived(data.organisations.length > 0);
    this.first = dayOf(data.first);
    this.last = dayOf(data.last);
    this.changes = data.changes.map(dayOf);
    // Where the keys stop: at every change, and where a year begins.
    const years = [];
    for (let year = Number(data.first.slice(0, 4)) + 1; year <= Number(data.last.slice(0, 4)); year += 1) years.push(dayOf(`${year}-01-01`));
    this.stops = [...new Set([this.first, ...this.changes, ...years, this.last])].sort((a, b) => a - b);
    if (!this.held && !this.settling) this.day = Math.max(this.first, Math.min(this.last, dayOf(data.day)));
    this.back.textContent = data.usual;
    this.back.title = "Back to the day that follows the period";
    this.back.hidden = !data.set;
    this.chart.hidden = !data.organisations.length;
    this.finding.textContent = data.finding;
    if (data.organisations.length) this.paint();
    this.say();
  }

  // The members of an organisation on a day: the last entry that begins on or before it.
  on(organisation, day) {
    return organisation.counts.findLast(([from]) => dayOf(from) <= day) ?? [null, 0, 0];
  }

  go(day, walking = false) {
    this.rest();
    if (day !== null) {
      this.day = day;
      this.paint();
      this.say();
    }
    this.send("day", { on: day === null ? null : isoOf(day), walking });
  }

  // Forget the keys that were not yet sent.
  rest() {
    clearTimeout(this.settling);
    this.settling = 0;
  }

  tell(walking) {
    this.rest();
    this.send("day", { on: isoOf(this.day), walking });
  }

  // One frame: the next change; from the beginning where the last has been reached.
  advance(playing) {
    const marks = [this.first, ...this.changes.filter((day) => day > this.first)];
    const at = marks.findIndex((day) => day > this.day);
    const next = at < 0 ? 0 : at;
    const more = next < marks.length - 1;
    this.go(marks[next], playing && more);
    return more;
  }

  listen() {
    const dayAt = (event) => {
      const x = event.clientX - this.chart.getBoundingClientRect().left;
      return Math.round(this.first + (Math.max(0, Math.min(1, x / this.wide)) * (this.last - this.first)));
    };
    const move = (event) => {
      this.day = dayAt(event);
      this.paint();
      this.say();
    };
    this.chart.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.held = { x: event.clientX, before: this.day };
    });
    this.chart.addEventListener("pointermove", (event) => {
      // Let go outside before the chart had it: nobody said so.
      if (!event.buttons) this.held = null;
      if (!this.held || (!this.held.moved && Math.abs(event.clientX - this.held.x) < 4)) return;
      if (!this.held.moved) this.chart.setPointerCapture(event.pointerId);
      this.held.moved = true;
      move(event);
    });
    this.chart.addEventListener("pointerup", (event) => {
      if (!this.held) return;
      this.held = null;
      move(event);
      this.tell(false);
    });
    this.chart.addEventListener("pointercancel", () => {
      if (this.held) this.day = this.held.before;
      this.held = null;
      if (this.data) this.paint();
    });
    this.thumb.addEventListener("keydown", (event) => {
      const at = this.stops.findLastIndex((day) => day <= this.day);
      const exact = this.stops[at] === this.day;
      const moves = { ArrowLeft: exact ? at - 1 : at, ArrowDown: exact ? at - 1 : at, ArrowRight: at + 1, ArrowUp: at + 1, PageUp: at + 8, PageDown: at - 8, Home: 0, End: this.stops.length - 1 };
      if (!(event.key in moves)) return;
      event.preventDefault();
      this.player.stop();
      this.day = this.stops[Math.max(0, Math.min(this.stops.length - 1, moves[event.key]))];
      this.paint();
      this.say();
      this.rest();
      this.settling = setTimeout(() => this.tell(false), RESTING_MS);
    });
  }

  words(day = this.day) {
    return this.data.organisations.map((one) => {
      const [, members, others] = this.on(one, day);
      return `${one.label} ${members}${others ? ` + ${others} ${others === 1 ? "observer or partner" : "observers or partners"}` : ""}`;
    }).join(", ");
  }

  say() {
    if (!this.data.organisations.length) return void this.said.replaceChildren();
    this.said.replaceChildren(element("b", { textContent: inFull(this.day) }), ` ${this.words()}`);
    return undefined;
  }

  paint() {
    const { organisations } = this.data;
    const [w, h] = [this.chart.clientWidth || 600, TALL];
    this.wide = Math.max(100, w - END_ROOM);
    const x = (day) => ((day - this.first) / Math.max(1, this.last - this.first)) * this.wide;
    const most = rounded(Math.max(4, ...organisations.flatMap(({ counts }) => counts.map(([, members]) => members))));
    const y = (members) => h - (members / most) * (h - 12);
    const parts = [shape("line", { class: "grid", x1: 0, x2: this.wide, y1: y(most) + 0.5, y2: y(most) + 0.5 })];
    parts.push(shape("line", { class: "ground", x1: 0, x2: this.wide, y1: h - 0.5, y2: h - 0.5 }));
    const words = (at, up, text, anchor, name = "") => shape("text", { x: at, y: up, "text-anchor": anchor, class: name }, [text]);
    parts.push(words(0, y(most) - 3, `${most} members`, "start"));
    this.changes.forEach((day) => parts.push(shape("line", { class: "change", x1: x(day), x2: x(day), y1: h - 5, y2: h })));
    const labels = [];
    organisations.forEach((one, place) => {
      const points = [];
      one.counts.forEach(([from, members], at) => {
        const day = Math.max(this.first, dayOf(from));
        points.push(`${points.length ? "H" : "M"}${x(day).toFixed(1)}${points.length ? "" : ` ${y(members).toFixed(1)}`}`, `V${y(members).toFixed(1)}`);
        if (at === one.counts.length - 1) points.push(`H${this.wide}`);
      });
      parts.push(shape("path", { d: points.join(""), class: `line line-${place}`, "stroke-dasharray": DASHES[place] }));
      labels.push({ y: y(this.on(one, this.last)[1]), text: `${one.label} ${this.on(one, this.last)[1]}`, place });
    });
    labels.sort((a, b) => a.y - b.y);
    const heights = stacked(labels.map(({ y: height }) => height + 4), 13, h);
    labels.forEach(({ text, place }, at) => parts.push(words(this.wide + 6, heights[at], text, "start", `end line-${place}`)));
    parts.push(...this.years(x, words));
    parts.push(shape("line", { class: "now", x1: x(this.day), x2: x(this.day), y1: 2, y2: h }));
    for (const [name, value] of Object.entries({ width: w, height: h + BELOW, viewBox: `0 0 ${w} ${h + BELOW}` })) this.svg.setAttribute(name, value);
    this.svg.replaceChildren(...parts);
    this.thumb.style.left = `${x(this.day)}px`;
    this.thumb.setAttribute("aria-valuemin", 0);
    this.thumb.setAttribute("aria-valuemax", this.last - this.first);
    this.thumb.setAttribute("aria-valuenow", this.day - this.first);
    this.thumb.setAttribute("aria-valuetext", `${inFull(this.day)}: ${this.words()}`);
  }

  years(x, words) {
    const [from, to] = [new Date(this.first * 86400000).getUTCFullYear() + 1, new Date(this.last * 86400000).getUTCFullYear()];
    const each = [1, 2, 5, 10, 20, 50].find((step) => (to - from + 1) / step <= this.wide / 56) ?? 50;
    const found = [];
    for (let year = Math.ceil(from / each) * each; year <= to; year += each) {
      const at = x(dayOf(`${year}-01-01`));
      found.push(shape("line", { class: "tick", x1: at, x2: at, y1: TALL, y2: TALL + 4 }), words(Math.max(at, 16), TALL + BELOW - 3, String(year), "middle"));
    }
    return found;
  }

  leave() {
    this.rest();
    this.player.leave();
    this.watcher.disconnect();
    this.box.remove();
  }
}

export default mounted(Members);
