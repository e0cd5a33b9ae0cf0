// Two figures a row on one logarithmic axis, and what lies between them: each row opens what it is about.
const FREE_EDGE = 0.03; // of the track left free at both ends, so that no mark is cut

// Where a value lies on the track, in per cent; nought, which has no logarithm, lies at its beginning.
function placing(ends) {
  const [least, most] = ends.map(Math.log10);
  return (value) => {
    const part = value > 0 ? (Math.log10(value) - least) / (most - least) : 0;
    return 100 * (FREE_EDGE + (1 - 2 * FREE_EDGE) * Math.max(0, Math.min(1, part)));
  };
}

function dot(which, value, at) {
  const made = element("span", { className: `dot ${which}${value > 0 ? "" : " none"}` });
  if (at !== undefined) made.style.left = `${at}%`;
  return made;
}

function track(row, ticks, at) {
  const made = element("span", { className: "track" });
  for (const tick of ticks) {
    const line = element("span", { className: "grid" });
    line.style.left = `${at(tick.value)}%`;
    made.append(line);
  }
  const [one, other] = [at(row.one), at(row.other)];
  const span = element("span", { className: "span" });
  span.style.left = `${Math.min(one, other)}%`;
  span.style.width = `${Math.abs(one - other)}%`;
  span.style.setProperty("--from", row.one >= row.other ? "var(--one)" : "var(--other)");
  made.append(span, dot("other", row.other, other), dot("one", row.one, one));
  return made;
}

function line(row, ticks, at) {
  const button = element("button", { className: `row${row.quiet ? " quiet" : ""}${row.marked ? " marked" : ""}` });
  button.type = "button";
  button.dataset.key = row.key;
  button.setAttribute("aria-label", row.spoken);
  button.title = row.spoken;
  const name = element("span", { className: "name" });
  name.append(element("b", { textContent: row.name }));
  if (row.tag) name.append(element("small", { textContent: row.tag }));
  button.append(name, track(row, ticks, at), element("span", { className: "said", textContent: row.said }));
  const item = element("li");
  item.append(button);
  return item;
}

function axis(data, at) {
  const made = element("div", { className: "axis" });
  made.setAttribute("aria-hidden", "true");
  const scale = element("div");
  for (const tick of data.ticks) {
    const label = element("span", { className: "tick", textContent: tick.label });
    label.style.left = `${at(tick.value)}%`;
    scale.append(label);
  }
  made.append(element("span"), scale, element("span", { textContent: data.heading }));
  return made;
}

export default function ({ parentElement: root, data, setTriggerValue }) {
  let figure = root.querySelector("figure");
  if (!figure) {
    figure = element("figure");
    figure.setAttribute("role", "group");
    root.append(figure);
    figure.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (row) figure.open(row.dataset.key);
    });
  }
  figure.open = (key) => setTriggerValue("opened", key);
  figure.setAttribute("aria-label", data.finding);
  const at = placing(data.ends);
  const key = element("ul", { className: "key" });
  for (const [at, which] of ["one", "other"].entries()) {
    const item = element("li");
    item.append(dot(which, 1), element("span", { textContent: data.series[at] }));
    key.append(item);
  }
  const rows = element("ol");
  rows.append(...data.rows.map((row) => line(row, data.ticks, at)));
  figure.replaceChildren(key, axis(data, at), rows);
}
