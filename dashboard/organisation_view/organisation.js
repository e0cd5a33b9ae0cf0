// An organisation's members over time: a row a country, a line a period, and the same as a table with its sources.
// All text is set as text; a source becomes a link only where the page has found its address to be one.

const SVG = "http://www.w3.org/2000/svg";
const ROOM_FOR_WORDS = 9;

function make(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function drawing(name, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const dashes = (dash) => (dash === "solid" ? {} : { "stroke-dasharray": dash.replaceAll("px", "") });
const percent = (part) => `${(part * 100).toFixed(2)}%`;

// A line a period, its words above it where there is room; dotted down the page, the day that is shown.
function track({ spells }, { day }) {
  const svg = drawing("svg", { "aria-hidden": "true" });
  svg.append(drawing("line", { class: "day", x1: percent(day), x2: percent(day), y1: 0, y2: 26 }));
  spells.forEach((spell, at) => {
    const [from, to] = [spell.from, Math.max(spell.to, spell.from + 0.004)];
    svg.append(drawing("line", { class: `spell ${spell.style}`, x1: percent(from), x2: percent(to), y1: 19, y2: 19, ...dashes(spell.dash) }));
    const free = ((spells[at + 1]?.from ?? 1) - from) * 100;
    if (free > ROOM_FOR_WORDS || !at) svg.append(drawing("text", from > 0.82 ? { x: percent(to), y: 11, "text-anchor": "end" } : { x: percent(from), y: 11 }, [spell.words]));
    if (spell.ends) svg.append(drawing("line", { class: "end", x1: percent(to), x2: percent(to), y1: 13, y2: 25 }));
  });
  return svg;
}

function chart(data, send) {
  const years = make("div", { className: "years", ariaHidden: "true" }, data.years.map(({ at, year }) => {
    const made = make("span", { textContent: year });
    made.style.left = percent(at);
    return made;
  }));
  const rows = data.rows.map((row) =>
    make("li", {}, [
      make("button", { type: "button", textContent: row.name, title: `Open ${row.name}`, onclick: () => send("country", row.iso3) }),
      make("span", { className: "unseen", textContent: row.told }),
      track(row, data),
    ]),
  );
  const key = data.key.map(({ dash, style, label }) =>
    make("li", {}, [
      drawing("svg", { width: 34, height: 10, "aria-hidden": "true" }, [drawing("line", { class: `spell ${style}`, x1: 0, x2: 34, y1: 5, y2: 5, ...dashes(dash) })]),
      make("span", { textContent: label }),
    ]),
  );
  return [make("ul", { className: "key" }, key), years, make("ul", { className: "rows" }, rows), make("p", { className: "note", textContent: data.note })];
}

function source({ title, text, href }) {
  if (!href) return make("span", { textContent: text, title });
  return make("a", { href, textContent: text, title, target: "_blank", rel: "noopener noreferrer" });
}

function table(data) {
  const head = make("tr", {}, ["Country", "As", "From", "Until", "How well the dates are known", "Sources"].map((textContent) => make("th", { scope: "col", textContent })));
  const rows = data.periods.map((period) => {
    const sources = make("td", { className: "sources" });
    period.sources.forEach((one, at) => sources.append(at ? ", " : "", source(one)));
    const sure = make("td", {}, [period.confidence, ...(period.note ? [make("small", { textContent: period.note })] : [])]);
    return make("tr", {}, [
      make("th", { scope: "row", textContent: period.name }),
      ...[period.status, period.from, period.to].map((textContent) => make("td", { textContent })),
      sure,
      sources,
    ]);
  });
  const made = make("table", {}, [make("caption", { textContent: data.caption }), make("thead", {}, [head]), make("tbody", {}, rows)]);
  return make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: data.caption }, [made]);
}

export default function ({ parentElement, data, setTriggerValue }) {
  parentElement.querySelector(".organisation")?.remove();
  const box = make("section", { className: "organisation" }, [
    make("h3", { textContent: "Who belonged, and when" }), ...chart(data, setTriggerValue),
    make("h3", { textContent: "Every period, and how it is known" }), table(data),
  ]);
  parentElement.append(box);
}
