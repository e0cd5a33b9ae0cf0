// Draws the map's figure with plotly and keeps zoom and place through every rerun. All text is set as text, never as
// markup. A view is { lon, y, width }: the middle's longitude in degrees, its height and the width shown, both in the
// projection's own unit, the globe's radius.

import { element, shape } from "./element.js";
import { listenToGestures, zoomAt } from "./gestures.js";
import { hatching } from "./hatching.js";
import { placeLabels } from "./labels.js";
import { drawLegend } from "./legend.js";
import { mounted } from "./mounted.js";
import { fitting, heightOf, kept, laidOut, project, viewOn, widths } from "./projection.js";
import { capitalsOf, ordered } from "./traces.js";
import { Walk } from "./walk.js";

const WORLD = [-169, 191, -58, 84];
const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false };
const TIP_MS = 5000;
const EASE_MS = 260;
const NARROW = 520;
const REST_MS = 140;
// As a part of the stage: who is pointed at nearer to its edge is brought to the middle.
const EDGE = 0.08;

// The last view of each map by its place on the page, so that leaving the page and coming back keeps it too.
const remembered = new Map();
const fetched = new Map();

function json(path) {
  if (!fetched.has(path)) {
    const asked = fetch(path).then((answer) => {
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    });
    asked.catch(() => fetched.delete(path));
    fetched.set(path, asked);
  }
  return fetched.get(path);
}

const pen = document.createElement("canvas").getContext("2d");

let bundle = null;
function plotly(path) {
  // plotly would fetch a base map and the borders itself; both are handed to it, so that all files load side by side.
  window.PlotlyGeoAssets ??= { topojson: {} };
  window.PlotlyGeoAssets.topojson.world_110m ??= { type: "Topology", arcs: [], objects: {} };
  bundle ??= new Promise((ready, failed) => {
    if (window.Plotly) return ready(window.Plotly);
    const script = element("script", { src: path, onload: () => ready(window.Plotly) });
    script.onerror = () => {
      bundle = null;
      failed(new Error(path));
    };
    return document.head.append(script);
  });
  return bundle;
}

function style(path) {
  return new Promise((ready) => {
    if ([...document.styleSheets].some((sheet) => sheet.href?.endsWith(path))) return ready();
    const link = element("link", { rel: "stylesheet", href: path, onload: ready, onerror: ready });
    return document.head.append(link);
  });
}

class NewsMap {
  constructor(root) {
    this.view = null;
    this.build(root);
    this.stopListening = listenToGestures(this.stage, this);
    this.watcher = new ResizeObserver(() => this.resized());
    this.watcher.observe(this.stage);
  }

  build(root) {
    const button = (text, label, act, sign) =>
      element("button", { type: "button", textContent: text, ariaLabel: label, title: label, onclick: act, className: sign ? "dl-sign" : "" });
    this.plot = element("div");
    this.picture = element("div", { className: "dl-plot", role: "img" }, [this.plot]);
    this.labels = shape("svg", { class: "dl-labels", "aria-hidden": "true" });
    this.tip = element("div", { className: "dl-tip", hidden: true });
    this.walking = new Walk(this);
    this.note = element("div", { className: "dl-note dl-loading", role: "status", textContent: "Drawing the map…" });
    this.nearer = button("+", "Zoom in", () => this.zoomBy(1.7), true);
    this.farther = button("−", "Zoom out", () => this.zoomBy(1 / 1.7), true);
    this.buttons = element("div", { className: "dl-buttons" }, [
      element("span", {}, [button("Fit to news", "Show where the news is", () => this.openOn("news"))]),
      element("span", {}, [button("Whole world", "Show the whole world", () => this.openOn("world"))]),
      element("span", {}, [this.farther, this.nearer]),
    ]);
    const stage = { className: "dl-stage", tabIndex: 0, role: "group" };
    this.stage = element("div", stage, [this.picture, this.labels, ...this.walking.parts, this.note, this.tip]);
    this.stage.setAttribute("aria-label", "Map; arrow keys move it, plus and minus zoom, 0 shows the whole world, Enter goes through its countries");
    this.legend = element("div", { className: "dl-legend", role: "group" });
    this.legend.setAttribute("aria-label", "Legend of the map");
    this.hatch = hatching(this.stage);
    this.box = element("div", { className: "dl-map" }, [this.stage, this.buttons, this.legend]);
    this.box.datelineMap = this; // where `poster.js` finds it
    root.append(this.box);
    this.stage.addEventListener("pointermove", (event) => { this.pointer = event; });
    this.stage.addEventListener("pointerdown", (event) => { this.pointer = event; });
    this.stage.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.quiet());
    this.stage.addEventListener("focus", () => this.stage.matches(":focus-visible") && this.tellPicked());
    // Streamlit changes its theme without a rerun; the text's colour, which passes by a transition, tells.
    this.box.addEventListener("transitionrun", ({ target, propertyName }) => {
      if (target === this.box && propertyName === "color" && isDark(this.box) !== this.dark) this.redraw();
    });
    this.stage.addEventListener("blur", () => this.quiet());
  }

  // All that is shown, in the colours of the light theme.
  light() {
    return this.sent.dark ? repainted(this.sent, this.sent.repainting) : this.sent;
  }

  size() {
    return { w: Math.max(this.stage.clientWidth, 50), h: Math.max(this.stage.clientHeight, 50) };
  }

  show(sent, send) {
    this.sent = sent;
    this.pick = (iso3) => send("picked", iso3);
    this.open = sent.opens ? (code) => send("organisation", code) : null;
    return this.redraw();
  }

  async redraw() {
    const { sent, data: last } = this;
    this.dark = isDark(this.box);
    const data = this.dark === sent.dark ? sent : repainted(sent, sent.repainting);
    this.data = data;
    this.turn = (this.turn ?? 0) + 1;
    const turn = this.turn;
    this.box.classList.toggle("dl-small", data.small);
    for (const [name, colour] of Object.entries(data.colours)) this.box.style.setProperty(`--dl-${name}`, colour);
    if (!last || JSON.stringify(last.legend) !== JSON.stringify(data.legend)) drawLegend(this.legend, data.legend, this.open && ((code) => this.open(code)));
    this.picture.ariaLabel = data.finding;
    try {
      await this.drawn(data, turn);
    } catch (problem) {
      console.error(problem);
      if (turn === this.turn) this.failed();
    }
  }

  async drawn(data, turn) {
    const { files } = data;
    const lines = (paths) => {
      const path = paths[this.dark ? "dark" : "light"];
      return path ? json(path) : [];
    };
    const [Plotly, borders, names, contested, blocs, picked] = await Promise.all([
      plotly(files["plotly-geo.min.js"]),
      json(files["borders.geojson"]),
      json(files["names.json"]),
      data.disputed ? json(files["disputed.json"]) : null,
      lines(data.overlay),
      lines(data.pickedLines),
      style(files["map_view.css"]),
    ]);
    if (turn !== this.turn) return;
    window.PlotlyGeoAssets[files["borders.geojson"]] = borders;
    this.names = names;
    this.Plotly = Plotly;
    // A small map belongs to what it stands beside, and another article has another frame.
    const place = data.small ? `${data.key} ${data.open}` : data.key;
    if (place !== this.place) this.view = remembered.get(place) ?? viewOn(data.open, this.size());
    this.place = place;
    // What is picked is marked on the border; the blocs' lines run inside it and stay in sight.
    const traces = ordered(data.figure, contested, data.colours.ink, this.thinned([...picked, ...blocs]));
    await Plotly.react(this.plot, this.sized(traces), laidOut(data.figure.layout, this.view, this.size()), CONFIG);
    if (turn !== this.turn) return;
    this.listen();
    this.settled();
    this.walking.renew();
    this.box.classList.add("dl-ready");
    this.say(data.empty);
  }

  // Dots a little smaller where the whole map is small.
  sized(traces) {
    const part = this.dotSize();
    return traces.map((trace) => {
      if (!trace.marker?.size || trace.name === "targets") return trace;
      const { size } = trace.marker;
      return { ...trace, marker: { ...trace.marker, size: Array.isArray(size) ? size.map((one) => one * part) : size * part } };
    });
  }

  dotSize() {
    return this.size().w < NARROW ? 0.75 : 1;
  }

  thinned(lines) {
    if (this.size().w >= NARROW) return lines;
    return lines.map((trace) => ({ ...trace, line: { ...trace.line, width: trace.line.width * 0.75 } }));
  }

  listen() {
    if (this.listening) return;
    this.listening = true;
    this.plot.on("plotly_hover", ({ points }) => this.tell(iso3Of(points[0])));
    this.plot.on("plotly_unhover", () => this.quiet());
    this.plot.on("plotly_click", ({ points }) => this.pick(iso3Of(points[0])));
  }

  // Go to a view. While it moves only the paths are drawn anew, as plotly does in its own dragging; once it rests,
  // plotly's layout is told.
  go(view) {
    this.stopEasing();
    this.move(view);
  }

  move(view) {
    this.view = view;
    remembered.set(this.place, view);
    if (!this.Plotly || this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => {
      this.queued = false;
      this.sketch();
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.rest(), REST_MS);
    });
  }

  sketch() {
    const map = this.plot._fullLayout.geo._subplot;
    const { "geo.center.lat": lat, "geo.projection.scale": scale } = fitting(this.view, this.size());
    map.projection.rotate([-this.view.lon, 0, 0]).center([0, lat]).scale(map.fitScale * scale);
    map.render(true);
    this.settled();
  }

  async rest() {
    if (!this.plot.isConnected) return;
    await this.Plotly.relayout(this.plot, fitting(this.view, this.size()));
    this.settled();
  }

  // Go there in a few frames, so that the eye can follow; at once for those who asked for less motion. Whatever else
  // moves the map ends it.
  ease(view) {
    const from = this.view;
    this.stopEasing();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || !from) return this.go(view);
    const turn = ((view.lon - from.lon + 540) % 360) - 180;
    const start = performance.now();
    const step = (now) => {
      const part = Math.max(0, Math.min(1, (now - start) / EASE_MS));
      const eased = part * (2 - part);
      const width = from.width * (view.width / from.width) ** eased;
      this.move(part === 1 ? view : kept({ lon: from.lon + turn * eased, y: from.y + (view.y - from.y) * eased, width }, this.size()));
      if (part < 1) this.easing = requestAnimationFrame(step);
      else this.goal = null;
    };
    this.goal = view;
    this.easing = requestAnimationFrame(step);
    return undefined;
  }

  stopEasing() {
    cancelAnimationFrame(this.easing);
    this.goal = null;
  }

  // From where the map is going: a second click zooms on, and not from half-way.
  zoomBy(factor) {
    if (!this.view) return;
    const goal = {};
    zoomAt({ view: this.goal ?? this.view, size: () => this.size(), go: (view) => Object.assign(goal, view) }, factor);
    this.ease(goal);
  }

  openOn(what) {
    if (this.view) this.ease(viewOn(what === "world" ? WORLD : this.data.news, this.size()));
  }

  walk() {
    this.walking.begin();
  }

  // Where a country is pointed at, in pixels of the stage, or null.
  at(iso3) {
    const [, lon, lat] = this.names?.[iso3] ?? [];
    return typeof lon === "number" ? project(this.view, this.size(), lon, lat) : null;
  }

  // Bring a country to the middle, if it lies outside or at the very edge.
  bring(iso3) {
    const [x, y] = this.at(iso3);
    const { w, h } = this.size();
    if (Math.min(x / w, 1 - x / w, y / h, 1 - y / h) > EDGE) return;
    const [, lon, lat] = this.names[iso3];
    this.ease(kept({ ...this.view, lon, y: heightOf(lat) }, this.size()));
  }

  settled() {
    const size = this.size();
    const stage = this.stage.getBoundingClientRect();
    const taken = [...this.buttons.children].map((part) => {
      const box = part.getBoundingClientRect();
      return [box.left - stage.left, box.top - stage.top, box.right - stage.left, box.bottom - stage.top];
    });
    placeLabels(this.labels, capitalsOf(this.data.figure, this.dotSize()), this.view, size, taken);
    this.hatch(this.plot, this.data.hatched);
    const [least, most] = widths(size);
    this.nearer.ariaDisabled = String(this.view.width <= least * 1.001);
    this.farther.ariaDisabled = String(this.view.width >= most * 0.999);
    this.walking.follow();
    this.stage.dataset.view = [this.view.lon, this.view.y, this.view.width].map((part) => part.toFixed(4)).join(" ");
  }

  resized() {
    if (!this.Plotly || !this.view) return;
    const { w, h } = this.size();
    this.view = kept(this.view, { w, h });
    clearTimeout(this.resting);
    this.Plotly.relayout(this.plot, { width: w, height: h, ...fitting(this.view, { w, h }) }).then(() => this.settled());
  }

  // The tooltip: what the country is called, how often it is named, what it belonged to.
  tell(iso3, at) {
    if (!iso3) return;
    const [name] = this.names[iso3] ?? [iso3];
    const [figures, ties] = this.data.told[iso3] ?? ["", ""];
    this.tip.replaceChildren(
      element("b", { textContent: name }),
      element("span", { textContent: figures || this.data.legend.unsaid }),
      ...(ties ? [element("i", { textContent: ties })] : []),
    );
    this.tip.hidden = false;
    this.stage.classList.add("dl-over");
    this.mark(iso3);
    const box = this.stage.getBoundingClientRect();
    const [x, y] = at ?? (this.pointer ? [this.pointer.clientX - box.left, this.pointer.clientY - box.top] : [0, 0]);
    const { w, h } = this.size();
    const left = x + 16 + this.tip.offsetWidth > w ? x - 16 - this.tip.offsetWidth : x + 16;
    const top = y + 16 + this.tip.offsetHeight > h ? y - 12 - this.tip.offsetHeight : y + 16;
    this.tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
    clearTimeout(this.fading);
    if (this.pointer?.pointerType === "touch") this.fading = setTimeout(() => this.quiet(), TIP_MS);
  }

  tellPicked() {
    const at = this.at(this.data?.picked);
    if (at) this.tell(this.data.picked, at);
  }

  // Draw the border of the country under the pointer stronger.
  mark(iso3) {
    for (const path of this.plot.querySelectorAll(".dl-hovered")) path.classList.remove("dl-hovered");
    for (const path of iso3 ? this.plot.querySelectorAll(".choroplethlayer path") : []) {
      if (path.__data__?.loc === iso3) path.classList.add("dl-hovered");
    }
  }

  quiet() {
    this.tip.hidden = true;
    this.stage.classList.remove("dl-over");
    this.mark(null);
  }

  say(sentence) {
    this.note.className = "dl-note";
    this.note.hidden = !sentence;
    this.note.replaceChildren(sentence ?? "");
    this.box.classList.toggle("dl-waiting", Boolean(sentence));
  }

  failed() {
    this.say("The map could not be loaded; the table holds the same figures.");
    this.note.append(element("button", { type: "button", textContent: "Try again", onclick: () => this.redraw() }));
  }

  leave() {
    this.stopEasing();
    clearTimeout(this.resting);
    clearTimeout(this.fading);
    this.stopListening();
    this.watcher.disconnect();
    if (this.Plotly) this.Plotly.purge(this.plot);
    this.box.remove();
  }
}

// Whether the page is dark: its text is lighter than its ground.
function isDark(box) {
  const [ground, text] = ["--st-background-color", "--st-text-color"].map((name) => lightness(getComputedStyle(box).getPropertyValue(name)));
  return text > ground;
}

function lightness(colour) {
  pen.fillStyle = "#000";
  pen.fillStyle = colour.trim();
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(pen.fillStyle.slice(at, at + 2), 16));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// The same data with every colour replaced by the other theme's.
function repainted(value, colours) {
  if (typeof value === "string") return colours[value] ?? value;
  if (Array.isArray(value)) return value.map((part) => repainted(part, colours));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, repainted(part, colours)]));
  }
  return value;
}

const iso3Of = (point) => point?.location ?? point?.customdata ?? null;

export const draw = mounted(NewsMap);
