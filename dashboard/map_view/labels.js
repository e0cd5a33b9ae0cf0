// Names of capitals beside their dots: as many as fit, those named most first, none over another.

import { shape } from "./element.js";
import { project } from "./projection.js";

const LINE = 15;
const GAP = 4;
// A phone shows a name for every so many square pixels, and so does a desk.
const ROOM = 9000;
const MOST = 28;

const pen = document.createElement("canvas").getContext("2d");

function widthOf(text, font) {
  pen.font = font;
  return pen.measureText(text).width;
}

const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

// Right of the dot, left, above, below: where a reader looks, in that order.
function places(x, y, radius, width) {
  const off = radius + GAP;
  return [
    { x: x + off, y, anchor: "start", box: [x + off, y - LINE / 2, x + off + width, y + LINE / 2] },
    { x: x - off, y, anchor: "end", box: [x - off - width, y - LINE / 2, x - off, y + LINE / 2] },
    { x, y: y - off - LINE / 2, anchor: "middle", box: [x - width / 2, y - off - LINE, x + width / 2, y - off] },
    { x, y: y + off + LINE / 2, anchor: "middle", box: [x - width / 2, y + off, x + width / 2, y + off + LINE] },
  ];
}

// `capitals`: name, lon, lat and size of the dot in pixels, those named most first. `taken`: boxes to keep clear of.
export function placeLabels(svg, capitals, view, size, taken) {
  const font = `600 12px ${getComputedStyle(svg).getPropertyValue("--st-font") || "sans-serif"}`;
  const dots = capitals
    .map((capital) => ({ ...capital, at: project(view, size, capital.lon, capital.lat), radius: capital.size / 2 + 1 }))
    .filter(({ at: [x, y] }) => x > 0 && y > 0 && x < size.w && y < size.h);
  const full = [...taken, ...dots.map(({ at: [x, y], radius: r }) => [x - r, y - r, x + r, y + r])];
  const most = Math.min(MOST, Math.max(4, Math.round((size.w * size.h) / ROOM)));
  const drawn = [];
  for (const dot of dots) {
    if (drawn.length >= most) break;
    const own = full[taken.length + dots.indexOf(dot)];
    const free = places(...dot.at, dot.radius, widthOf(dot.name, font)).find(
      ({ box }) =>
        box[0] > 2 && box[1] > 2 && box[2] < size.w - 2 && box[3] < size.h - 2 &&
        !full.some((other) => other !== own && meets(box, other)),
    );
    if (!free) continue;
    full.push(free.box);
    drawn.push(shape("text", { x: free.x.toFixed(1), y: (free.y + 4).toFixed(1), "text-anchor": free.anchor }, [dot.name]));
  }
  svg.replaceChildren(...drawn);
}
