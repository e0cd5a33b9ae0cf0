// The map on screen drawn once more out of sight, in the light colours and at a width of its own, for a picture of it.

import { placeLabels } from "./labels.js";
import { LETTERS } from "./drawing.js";
import { element, shape } from "./element.js";
import { laidOut } from "./projection.js";
import { capitalsOf, ordered } from "./traces.js";

const STILL = { staticPlot: true, displayModeBar: false, responsive: false };

const json = async (path) => (path ? (await fetch(path)).json() : []);

// Draw `map` as it stands, `width` pixels wide, and give `use` what was drawn before it goes again: plotly's SVGs, the
// labels, and the height.
export async function still(map, width, use) {
  const shown = map.light();
  const screen = map.size();
  const size = { w: width, h: Math.round((width * screen.h) / screen.w) };
  const paths = [shown.overlay.light, shown.pickedLines.light, shown.disputed ? shown.files["disputed.json"] : null];
  const [blocs, picked, contested] = await Promise.all(paths.map(json));
  const traces = ordered(shown.figure, shown.disputed ? contested : null, shown.colours.ink, [...picked, ...blocs]);
  const [plot, labels] = [element("div"), shape("svg")];
  const home = element("div", { ariaHidden: "true" }, [plot, labels]);
  home.style.cssText = `position: fixed; left: -99999px; top: 0; width: ${size.w}px; height: ${size.h}px; --st-font: ${LETTERS}`;
  document.body.append(home);
  try {
    await map.Plotly.newPlot(plot, traces.filter(({ name }) => name !== "targets"), laidOut(shown.figure.layout, map.view, size), STILL);
    placeLabels(labels, capitalsOf(shown.figure), map.view, size, []);
    return use({ plots: [...plot.querySelectorAll("svg.main-svg")], labels: [...labels.childNodes], size });
  } finally {
    map.Plotly.purge(plot);
    home.remove();
  }
}
