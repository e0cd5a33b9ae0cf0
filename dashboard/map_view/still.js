// The map on screen drawn once more out of sight, in the light colours and at a width of its own, for a picture of it.

import { placeLabels } from "./labels.js";
import { LETTERS } from "./drawing.js";
import { hatched } from "./map_view.js";
import { fitting } from "./projection.js";

const SVG = "http://www.w3.org/2000/svg";
const STILL = { staticPlot: true, displayModeBar: false, responsive: false };

const json = async (path) => (path ? (await fetch(path)).json() : []);

function placed(layout, view, size) {
  const made = { ...structuredClone(layout), width: size.w, height: size.h, autosize: false };
  for (const [path, value] of Object.entries(fitting(view, size))) {
    const keys = path.split(".");
    const last = keys.pop();
    keys.reduce((part, key) => (part[key] ??= {}), made)[last] = value;
  }
  return made;
}

function named(figure, labels, view, size) {
  const capitals = figure.data.find(({ name }) => name === "capitals");
  const listed = capitals.text.map((name, at) => ({
    name, lon: capitals.lon[at], lat: capitals.lat[at], size: capitals.marker.size[at],
  }));
  placeLabels(labels, listed, view, size, []);
  return [...labels.childNodes];
}

// Draw `map` as it stands, `width` pixels wide, and give `use` what was drawn before it goes again: plotly's SVGs, the
// labels, and the height.
export async function still(map, width, use) {
  const shown = map.light();
  const screen = map.size();
  const size = { w: width, h: Math.round((width * screen.h) / screen.w) };
  const paths = [shown.overlay.light, shown.pickedLines.light, shown.disputed ? shown.files["disputed.json"] : null];
  const [blocs, picked, contested] = await Promise.all(paths.map(json));
  const hatch = shown.disputed ? [hatched(contested, shown.colours.ink)] : [];
  const isArea = ({ type }) => type === "choropleth";
  const [areas, marks] = [shown.figure.data.filter(isArea), shown.figure.data.filter((one) => !isArea(one))];
  const traces = [...areas, ...hatch, ...picked, ...blocs, ...marks];
  const home = document.createElement("div");
  home.setAttribute("aria-hidden", "true");
  home.style.cssText = `position: fixed; left: -99999px; top: 0; width: ${size.w}px; height: ${size.h}px; --st-font: ${LETTERS}`;
  const plot = document.createElement("div");
  const labels = document.createElementNS(SVG, "svg");
  home.append(plot, labels);
  document.body.append(home);
  try {
    await map.Plotly.newPlot(plot, traces.filter(({ name }) => name !== "targets"), placed(shown.figure.layout, map.view, size), STILL);
    return use({ plots: [...plot.querySelectorAll("svg.main-svg")], labels: named(shown.figure, labels, map.view, size), size });
  } finally {
    map.Plotly.purge(plot);
    home.remove();
  }
}
