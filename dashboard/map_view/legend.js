// The legend: what the colours, lines, hatches and marks on the map mean.

import { element, shape } from "./element.js";

const svg = (width, height, ...parts) =>
  shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, parts);

function swatch(colour) {
  const made = element("span", { className: "dl-swatch" });
  made.style.background = colour;
  return made;
}

// A small country as the bloc draws it: its line at its own distance from the border, and its hatch.
function sample(bloc, dash) {
  const [w, h] = [30, 17];
  const inset = 1 + bloc.place * 3;
  const box = { x: inset, y: inset, width: w - 2 * inset, height: h - 2 * inset };
  const border = { x: 0.5, y: 0.5, width: w - 1, height: h - 1, fill: "none", stroke: "currentColor", "stroke-opacity": 0.35 };
  const parts = [shape("rect", border)];
  for (let at = box.x - box.height + 4; bloc.slope && dash === "solid" && at < box.x + box.width; at += 6) {
    parts.push(hatchLine(bloc, box, at));
  }
  const pattern = dash === "solid" ? {} : { "stroke-dasharray": dash.replaceAll("px", "") };
  return svg(w, h, ...parts, shape("rect", { ...box, fill: "none", stroke: bloc.colour, "stroke-width": 2, ...pattern }));
}

// A slanting line cut at the box's sides; `at`: where it would start at the bottom when rising, at the top when falling.
function hatchLine(bloc, { x, y, width, height }, at) {
  const from = Math.max(0, x - at);
  const to = Math.min(height, x + width - at);
  const level = (run) => (bloc.slope > 0 ? y + height - run : y + run);
  const line = { x1: at + from, y1: level(from), x2: at + to, y2: level(to) };
  return shape("line", { ...line, stroke: bloc.colour, "stroke-width": 1.3 });
}

// The first line of a bloc opens its page, where the map says that it can.
function blocItems(bloc, open) {
  return bloc.lines.map(({ dash, said }, at) => {
    const title = `${bloc.label}: its members over time`;
    const words = open && !at
      ? element("button", { type: "button", title, textContent: said, onclick: () => open(bloc.code) })
      : element("span", { title: bloc.label, textContent: said });
    return element("li", {}, [sample(bloc, dash), words]);
  });
}

function scale(legend) {
  if (legend.gradient) {
    const bar = element("div", { ariaHidden: "true" });
    bar.style.background = `linear-gradient(90deg, ${legend.gradient.join(", ")})`;
    const ticks = legend.ticks.map(({ at, label }) => {
      const tick = element("span", { textContent: label });
      tick.style.left = `${at * 100}%`;
      return tick;
    });
    return element("div", { className: "dl-gradient" }, [bar, element("p", {}, ticks)]);
  }
  const items = legend.classes.map(({ label, colour }) =>
    element("li", {}, [swatch(colour), element("span", { textContent: label })]),
  );
  return element("ul", { className: "dl-classes", ariaLabel: legend.title }, items);
}

// What else is drawn on this map: a line by its dashes, or the hatch of what is not to be trusted.
function mark({ label, dash, hatch }) {
  const line = { x1: 1, y1: 7, x2: 33, y2: 7, stroke: "var(--dl-ink)", "stroke-width": 2.5, "stroke-dasharray": dash ?? "" };
  const hatched = element("span", { className: "dl-swatch dl-hatched" });
  const sign = hatch ? hatched : svg(34, 14, shape("line", line));
  return element("li", {}, [sign, element("span", { textContent: label })]);
}

// Which areas are hatched as disputed, and whose view the borders are: opened, in words.
function contested([view, ...areas]) {
  const lines = [0, 5, 10, 15].map((at) => shape("line", { x1: at, y1: 0, x2: at + 12, y2: 12, stroke: "currentColor", "stroke-width": 0.9 }));
  const key = svg(22, 12, shape("rect", { x: 0.5, y: 0.5, width: 21, height: 11, fill: "none", stroke: "currentColor", "stroke-opacity": 0.4 }), ...lines);
  const list = element("ul", {}, areas.map((textContent) => element("li", { textContent })));
  const words = element("div", {}, [element("p", { textContent: `Borders: ${view}` }), list]);
  const made = element("details", { className: "dl-disputed" }, [element("summary", {}, [key, element("span", { textContent: "disputed borders" })]), words]);
  return element("li", {}, [made]);
}

export function drawLegend(home, legend, open) {
  const rest = [element("li", {}, [swatch(legend.silent), element("span", { textContent: legend.unsaid })])];
  if (legend.capitals) {
    const dot = svg(14, 14, shape("circle", { cx: 7, cy: 7, r: 5, fill: "var(--dl-halo)", stroke: "var(--dl-ink)", "stroke-width": 1.4 }));
    rest.push(element("li", {}, [dot, element("span", { textContent: "capital, by its own mentions" })]));
  }
  if (legend.disputed) rest.push(contested(legend.disputed));
  const found = legend.gradient || legend.classes.length;
  home.replaceChildren(
    ...(found ? [element("p", { className: "dl-title", textContent: legend.title }), scale(legend)] : []),
    element("ul", {}, [...rest, ...(legend.marks ?? []).map(mark), ...legend.blocs.flatMap((bloc) => blocItems(bloc, open))]),
  );
}
