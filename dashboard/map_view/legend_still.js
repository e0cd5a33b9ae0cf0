// The legend of a map as part of a picture: the same signs as beside the map, in one or more rows.

import { widthOf, written } from "./drawing.js";
import { shape } from "./element.js";

const ROW = 44;
const GAP = 22;
const SIZE = 14;
const EDGE = { stroke: "#12202e", "stroke-opacity": 0.35 };

// Each sign: how wide it is, and what draws it at a place.
function labelled(sign, label, wide = 30) {
  const width = wide + 8 + widthOf(label, SIZE);
  return { width, draw: (x, y) => [...sign(x, y), written(label, x + wide + 8, y + 12, { size: SIZE })] };
}

const swatch = (fill) => (x, y) => [shape("rect", { x, y: y + 1, width: 24, height: 13, rx: 2, ...EDGE, fill })];

function classes({ classes: steps }) {
  const wide = Math.max(54, ...steps.map(({ label }) => widthOf(label, SIZE) + 10));
  const draw = (x, y) =>
    steps.flatMap(({ label, colour }, at) => [
      shape("rect", { x: x + at * wide, y: y - 8, width: wide, height: 14, fill: colour, ...EDGE }),
      written(label, x + (at + 0.5) * wide, y + 22, { size: SIZE, anchor: "middle" }),
    ]);
  return { width: wide * steps.length, draw };
}

function gradient({ gradient: stops, ticks }) {
  const [width, part] = [260, 260 / stops.length];
  const anchor = (at) => (at < 0.05 ? "start" : at > 0.95 ? "end" : "middle");
  const draw = (x, y) => [
    ...stops.map((colour, at) => shape("rect", { x: x + at * part, y: y - 8, width: part + 0.5, height: 14, fill: colour })),
    shape("rect", { x, y: y - 8, width, height: 14, fill: "none", ...EDGE }),
    ...ticks.map(({ at, label }) => written(label, x + at * width, y + 22, { size: SIZE, anchor: anchor(at) })),
  ];
  return { width, draw };
}

function bloc(one, { dash, said }) {
  const inset = 1 + one.place * 3;
  const box = { width: 34 - 2 * inset, height: 20 - 2 * inset };
  const dashes = dash === "solid" ? null : dash.replaceAll("px", "");
  const hatch = (x, y) => {
    const drawn = [];
    for (let at = 4; one.slope && dash === "solid" && at < box.width; at += 6) {
      const [left, right] = [x + inset + at, x + inset + Math.min(box.width, at + box.height)];
      const run = right - left;
      const [from, to] = one.slope > 0 ? [y + inset + box.height, y + inset + box.height - run] : [y + inset, y + inset + run];
      drawn.push(shape("line", { x1: left, y1: from, x2: right, y2: to, stroke: one.colour, "stroke-width": 1.3 }));
    }
    return drawn;
  };
  const sign = (x, top) => {
    const y = top - 2;
    return [
      shape("rect", { x: x + 0.5, y: y + 0.5, width: 33, height: 19, fill: "none", ...EDGE }),
      ...hatch(x, y),
      shape("rect", { x: x + inset, y: y + inset, ...box, fill: "none", stroke: one.colour, "stroke-width": 2.2, "stroke-dasharray": dashes }),
    ];
  };
  return labelled(sign, said, 34);
}

function mark({ label, dash, hatch }, hatched) {
  if (hatch) return labelled(swatch(hatched), label);
  const line = { stroke: "#12202e", "stroke-width": 2.5, "stroke-dasharray": dash ?? null };
  return labelled((x, y) => [shape("line", { x1: x, y1: y + 7, x2: x + 30, y2: y + 7, ...line })], label);
}

function contested(x, y) {
  const box = shape("rect", { x: x + 0.5, y: y + 1.5, width: 24, height: 13, fill: "none", ...EDGE });
  const lines = [0, 6, 12].map((at) => shape("line", { x1: x + at, y1: y + 2, x2: x + at + 12, y2: y + 14, stroke: "#12202e", "stroke-width": 0.9 }));
  return [box, ...lines];
}

function signs(legend, colours, hatched) {
  const ring = { r: 6, fill: colours.halo, stroke: colours.ink, "stroke-width": 1.5 };
  const dot = (x, y) => [shape("circle", { cx: x + 10, cy: y + 7, ...ring })];
  return [
    { width: widthOf(legend.title, SIZE + 1, 700), draw: (x, y) => [written(legend.title, x, y + 12, { size: SIZE + 1, weight: 700 })] },
    legend.gradient ? gradient(legend) : classes(legend),
    labelled(swatch(legend.silent), legend.unsaid, 24),
    ...(legend.capitals ? [labelled(dot, "capital, by its own mentions", 20)] : []),
    ...(legend.disputed ? [labelled(contested, "disputed borders", 26)] : []),
    ...(legend.marks ?? []).map((one) => mark(one, hatched)),
    ...legend.blocs.flatMap((one) => one.lines.map((line) => bloc(one, line))),
  ];
}

// The legend from a top edge on, no wider than `width`; `hatched`: the fill of what is hatched.
export function legendStill(legend, colours, hatched, { x, top, width }) {
  const drawn = [];
  let [at, row] = [x, top];
  for (const sign of signs(legend, colours, hatched)) {
    if (at > x && at + sign.width > x + width) [at, row] = [x, row + ROW];
    drawn.push(...sign.draw(at, row + 12));
    at += sign.width + GAP;
  }
  return { drawn, bottom: row + ROW };
}
