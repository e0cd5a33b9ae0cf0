// What is drawn of a figure, and in which order: countries, the hatch of what is disputed, lines, and marks on top.

const isArea = ({ type }) => type === "choropleth";

const hatched = (lines, color) => ({
  ...lines, type: "scattergeo", mode: "lines", line: { color, width: 0.9 }, opacity: 0.65, hoverinfo: "skip", name: "disputed",
});

// `contested`: the hatch lines or null; `lines`: traces along borders.
export function ordered({ data }, contested, ink, lines) {
  const areas = data.filter(isArea);
  const marks = data.filter((trace) => !isArea(trace));
  return [...areas, ...(contested ? [hatched(contested, ink)] : []), ...lines, ...marks];
}

// The capitals as `placeLabels` takes them.
export function capitalsOf({ data }, part = 1) {
  const { text, lon, lat, marker } = data.find(({ name }) => name === "capitals");
  return text.map((name, at) => ({ name, lon: lon[at], lat: lat[at], size: marker.size[at] * part }));
}
