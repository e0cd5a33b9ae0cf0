// Mouse, wheel, fingers and keys, turned into views of the map.
//
// The page must still scroll. A finger that moves up or down scrolls the page (`touch-action: pan-y`), one that moves
// sideways drags the map; two fingers move and zoom it. A wheel zooms only where its turning began over the map, and
// once the whole world is in sight it scrolls on.

import { kept, placeAt, viewHolding, widths } from "./projection.js";

const DRAG_PX = 4;
// A finger trembles; and until it has gone so far, nobody knows whether it means the page or the map.
const FINGER_PX = 10;
// A wheel that is still turning, in milliseconds since its last step.
const STILL_TURNING = 250;
const KEY_STEP = 0.15;

let pageTurnedAt = -Infinity;
window.addEventListener(
  "wheel",
  (event) => {
    if (!event.target.closest?.(".dl-stage")) pageTurnedAt = event.timeStamp;
  },
  { capture: true, passive: true },
);

// `map`: { view, size(), go(view) }; `stage`: the element that is touched. Returns what ends the listening.
export function listenToGestures(stage, map) {
  const ending = new AbortController();
  const on = (name, act, options = {}) => stage.addEventListener(name, act, { signal: ending.signal, ...options });
  const at = (event) => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left - stage.clientLeft, event.clientY - box.top - stage.clientTop];
  };
  dragging(stage, map, on, at);
  pinching(map, on, at);
  wheeling(map, on, at);
  keys(stage, map, on);
  return () => ending.abort();
}

export function zoomAt(map, factor, px, py) {
  const size = map.size();
  const [x, y] = [px ?? size.w / 2, py ?? size.h / 2];
  const [least, most] = widths(size);
  const width = Math.max(least, Math.min(most, map.view.width / factor));
  map.go(viewHolding(placeAt(map.view, size, x, y), width, size, x, y));
}

function dragging(stage, map, on, at) {
  const fingers = new Map();
  let held = null;
  let moved = false;
  on("pointerdown", (event) => {
    if (!map.view || event.target.closest("button") || (event.pointerType === "mouse" && event.button !== 0)) return;
    fingers.set(event.pointerId, event);
    moved = false;
    held = fingers.size === 1 ? { start: at(event), place: placeAt(map.view, map.size(), ...at(event)) } : null;
  });
  on("pointermove", (event) => {
    if (!fingers.has(event.pointerId) || !held) return undefined;
    // Let go outside before the map had it: nobody said so.
    if (!event.buttons) return end(event);
    const [x, y] = at(event);
    const gone = [x - held.start[0], y - held.start[1]];
    if (!moved && Math.hypot(...gone) < (event.pointerType === "touch" ? FINGER_PX : DRAG_PX)) return undefined;
    if (!moved && event.pointerType === "touch" && Math.abs(gone[1]) >= Math.abs(gone[0])) {
      held = null;
      return undefined;
    }
    if (!moved) {
      moved = true;
      stage.setPointerCapture(event.pointerId);
      stage.classList.add("dl-moving");
      map.quiet();
    }
    map.go(viewHolding(held.place, map.view.width, map.size(), x, y));
    return undefined;
  });
  const end = (event) => {
    fingers.delete(event.pointerId);
    held = null;
    stage.classList.remove("dl-moving");
  };
  on("pointerup", end);
  on("pointercancel", end);
  // A drag is no click, and plotly need not look for a country under it.
  on("click", (event) => moved && !event.target.closest("button") && event.stopPropagation(), { capture: true });
  on("mousemove", (event) => held && moved && event.stopPropagation(), { capture: true });
}

function pinching(map, on, at) {
  let held = null;
  const both = (event) => {
    const [a, b] = [...event.touches].map(at);
    return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], apart: Math.hypot(a[0] - b[0], a[1] - b[1]) };
  };
  const begin = (event) => {
    if (event.touches.length !== 2 || !map.view) return;
    const { middle, apart } = both(event);
    held = { place: placeAt(map.view, map.size(), ...middle), apart, width: map.view.width };
    map.quiet();
  };
  on("touchstart", begin, { passive: true });
  on(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2 || !held) return;
      event.preventDefault();
      const { middle, apart } = both(event);
      const size = map.size();
      const width = kept({ ...map.view, width: (held.width * held.apart) / Math.max(apart, 1) }, size).width;
      map.go(viewHolding(held.place, width, size, ...middle));
    },
    { passive: false },
  );
  on("touchend", () => { held = null; }, { passive: true });
}

function wheeling(map, on, at) {
  on(
    "wheel",
    (event) => {
      if (!map.view) return;
      if (event.timeStamp - pageTurnedAt < STILL_TURNING && !event.ctrlKey) {
        pageTurnedAt = event.timeStamp;
        return;
      }
      const most = widths(map.size())[1];
      if (event.deltaY > 0 && map.view.width > 0.999 * most && !event.ctrlKey) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const turn = Math.max(-120, Math.min(120, event.deltaY * lines));
      zoomAt(map, Math.exp(-turn * (event.ctrlKey ? 0.012 : 0.0028)), ...at(event));
    },
    { passive: false },
  );
}

function keys(stage, map, on) {
  on("keydown", (event) => {
    if (!map.view || event.target !== stage || event.ctrlKey || event.metaKey || event.altKey) return;
    const size = map.size();
    const step = { x: size.w * KEY_STEP, y: size.h * KEY_STEP };
    const moves = { ArrowLeft: [-step.x, 0], ArrowRight: [step.x, 0], ArrowUp: [0, -step.y], ArrowDown: [0, step.y] };
    if (event.key in moves) {
      const [x, y] = moves[event.key];
      const place = placeAt(map.view, size, size.w / 2 + x, size.h / 2);
      map.go(kept({ ...map.view, lon: place[0], y: map.view.y - (y * map.view.width) / size.w }, size));
    } else if (event.key === "+" || event.key === "=") zoomAt(map, 1.4);
    else if (event.key === "-") zoomAt(map, 1 / 1.4);
    else if (event.key === "0") map.openOn("world");
    else if (event.key === "Enter") map.walk();
    else return;
    event.preventDefault();
  });
}
