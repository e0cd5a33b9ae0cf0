// Countries whose figure is not to be trusted are hatched: by pattern, so that no colour need be told from another.

import { shape } from "./element.js";

let made = 0;

// Gives what hatches the countries listed, in a map drawn by plotly; it must be told again after every drawing, since
// plotly fills its paths anew.
export function hatching(home) {
  const id = `dl-hatch-${(made += 1)}`;
  const ground = shape("rect", { width: 6, height: 6, style: "fill: var(--dl-plain)" });
  const line = shape("rect", { width: 1.7, height: 6, style: "fill: var(--dl-ink); fill-opacity: 0.5" });
  const pattern = { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const defs = shape("defs", {}, [shape("pattern", pattern, [ground, line])]);
  const hidden = shape("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position: absolute" }, [defs]);
  home.append(hidden);
  return (plot, listed) => {
    if (!listed?.length) return;
    const wanted = new Set(listed);
    for (const path of plot.querySelectorAll(".choroplethlayer path")) {
      if (wanted.has(path.__data__?.loc)) path.style.fill = `url(#${id})`;
    }
  };
}
