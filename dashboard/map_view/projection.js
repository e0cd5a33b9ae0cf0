// The natural earth projection (T. Patterson; polynomials: Savric, Jenny, Patterson, Petrovic, Hurni 2011,
// doi:10.1559/152304011798175140), as d3 and plotly draw it, with the globe's radius as unit.

const RADIANS = Math.PI / 180;
const MOST_NORTH = 89.9 * RADIANS;
// Half the latitudes of the box that plotly is told to fit; see fitting().
const BOX_NORTH = 45 * RADIANS;
const CLOSEST = 30;

function lengthOf(phi) {
  const p2 = phi * phi;
  const p4 = p2 * p2;
  return 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4));
}

function heightAt(phi) {
  const p2 = phi * phi;
  const p4 = p2 * p2;
  return phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
}

// Antarctica is not drawn; the map ends where people do.
const NORTH_END = heightAt(85 * RADIANS);
const SOUTH_END = heightAt(-59 * RADIANS);
const HALF_WIDTH = Math.PI * lengthOf(0);
const HALF_HEIGHT = heightAt(Math.PI / 2);

// The projection's height of a latitude in degrees.
export const heightOf = (lat) => heightAt(lat * RADIANS);

// The latitude in degrees at a height: Newton's method, which settles within a few steps.
function latitudeAt(y) {
  let phi = Math.max(-MOST_NORTH, Math.min(MOST_NORTH, y));
  for (let step = 0; step < 8; step += 1) {
    const slope = (heightAt(phi + 1e-6) - heightAt(phi - 1e-6)) / 2e-6;
    phi -= (heightAt(phi) - y) / slope;
  }
  return Math.max(-MOST_NORTH, Math.min(MOST_NORTH, phi)) / RADIANS;
}

export const wrapped = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

// Where a place lies in a view of size w x h, in pixels from the top left.
export function project(view, size, lon, lat) {
  const scale = size.w / view.width;
  const x = wrapped(lon - view.lon) * RADIANS * lengthOf(lat * RADIANS);
  return [size.w / 2 + x * scale, size.h / 2 - (heightOf(lat) - view.y) * scale];
}

// Which place lies at a pixel; beyond the globe's rim, the nearest on it.
export function placeAt(view, size, px, py) {
  const scale = size.w / view.width;
  const y = Math.max(-HALF_HEIGHT, Math.min(HALF_HEIGHT, view.y + (size.h / 2 - py) / scale));
  const lat = latitudeAt(y);
  const turn = (px - size.w / 2) / scale / lengthOf(lat * RADIANS) / RADIANS;
  return [wrapped(view.lon + Math.max(-180, Math.min(180, turn))), lat];
}

// The view of a width that shows a place at a pixel: what keeps a point under the finger.
export function viewHolding(place, width, size, px, py) {
  const scale = size.w / width;
  const y = heightOf(place[1]) - (size.h / 2 - py) / scale;
  const turn = (px - size.w / 2) / scale / lengthOf(place[1] * RADIANS) / RADIANS;
  return kept({ lon: wrapped(place[0] - turn), y, width }, size);
}

// The least and the greatest width a view may have: the greatest shows the whole inhabited world.
export function widths(size) {
  const whole = Math.max(2.04 * HALF_WIDTH, ((NORTH_END - SOUTH_END) * size.w) / size.h);
  return [whole / CLOSEST, whole];
}

// The view brought within its limits: no closer and no farther than widths(), and the globe in sight.
export function kept(view, size) {
  const [least, most] = widths(size);
  const width = Math.max(least, Math.min(most, view.width));
  const half = (width * size.h) / size.w / 2;
  const middle = (NORTH_END + SOUTH_END) / 2;
  const reach = Math.max(0, (NORTH_END - SOUTH_END) / 2 - half);
  return { lon: wrapped(view.lon), y: Math.max(middle - reach, Math.min(middle + reach, view.y)), width };
}

// The view that shows a frame [west, east, south, north] in degrees, whatever the shape of the window. Its width counts
// at the middle latitude: the corners towards the equator, which few frames need, may lie outside.
export function viewOn([west, east, south, north], size) {
  const low = heightOf(south);
  const high = heightOf(north);
  const across = (east - west) * RADIANS * lengthOf(((south + north) / 2) * RADIANS);
  const width = Math.max(across, ((high - low) * size.w) / size.h);
  return kept({ lon: wrapped((west + east) / 2), y: (low + high) / 2, width }, size);
}

// plotly's layout of this view in a window of this size.
export function laidOut(layout, view, size) {
  const made = { ...structuredClone(layout), width: size.w, height: size.h, autosize: false };
  for (const [path, value] of Object.entries(fitting(view, size))) {
    const keys = path.split(".");
    const last = keys.pop();
    keys.reduce((part, key) => (part[key] ??= {}), made)[last] = value;
  }
  return made;
}

// What to tell plotly so that it draws just this view. It fits a box of longitudes and latitudes into the window and
// then magnifies; a box of the window's own shape leaves no blank stripes. The box is plotly's own: its top is drawn in
// four great arcs, which rise above the latitude of their ends.
export function fitting(view, size) {
  const tall = size.h / size.w;
  const top = (half) => heightAt(Math.atan(Math.tan(BOX_NORTH) / Math.cos(half / 4)));
  let [near, far] = [0.02, 0.999 * Math.PI];
  for (let step = 0; step < 40; step += 1) {
    const half = (near + far) / 2;
    if (top(half) / (half * lengthOf(0)) > tall) near = half;
    else far = half;
  }
  const half = near / RADIANS;
  return {
    "geo.lonaxis.range": [view.lon - half, view.lon + half],
    "geo.lataxis.range": [-BOX_NORTH / RADIANS, BOX_NORTH / RADIANS],
    "geo.projection.rotation.lon": view.lon,
    "geo.center.lon": view.lon,
    "geo.center.lat": latitudeAt(view.y),
    "geo.projection.scale": (2 * near * lengthOf(0)) / view.width,
  };
}
