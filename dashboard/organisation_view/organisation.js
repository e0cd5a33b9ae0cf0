// An organisation's members over time: a row a country, a line a period, and the same as a table with its sources.
// All text is set as text; a source becomes a link only where the page has found its address to be one.

const ROOM_FOR_WORDS = 9;

const dashes = (dash) => (dash === "solid" ? {} : { "stroke-dasharray": dash.replaceAll("px", "") });
const percent = (part) => `${(part * 100).toFixed(2)}%`;

// A line a period, its words above it where there is room; dotted down the page, the day that is shown.
function track({ spells }, { day }) {
  const svg = shape("svg", { "aria-hidden": "true" });
  svg.append(shape("line", { class: "day", x1: percent(day), x2: percent(day), y1: 0, y2: 26 }));
  spells.forEach((spell, at) => {
    const [from, to] = [spell.from, Math.max(spell.to, spell.from + 0.004)];
    svg.append(shape("line", { class: `spell ${spell.style}`, x1: percent(from), x2: percent(to), y1: 19, y2: 19, ...dashes(spell.dash) }));
    const free = ((spells[at + 1]?.from ?? 1) - from) * 100;
    if (free > ROOM_FOR_WORDS || !at) svg.append(shape("text", from > 0.82 ? { x: percent(to), y: 11, "text-anchor": "end" } : { x: percent(from), y: 11 }, [spell.words]));
    if (spell.ends) svg.append(shape("line", { class: "end", x1: percent(to), x2: percent(to), y1: 13, y2: 25 }));
  });
  return svg;
}

function chart(data, send) {
  const years = element("div", { className: "years", ariaHidden: "true" }, data.years.map(({ at, year }) => {
    const made = element("span", { textContent: year });
    made.style.left = percent(at);
    return made;
  }));
  const rows = data.rows.map((row) =>
    element("li", {}, [
      element("button", { type: "button", textContent: row.name, title: `Open ${row.name}`, onclick: () => send("country", row.iso3) }),
      element("span", { className: "unseen", textContent: row.told }),
      track(row, data),
    ]),
  );
  const key = data.key.map(({ dash, style, label }) =>
    element("li", {}, [
      shape("svg", { width: 34, height: 10, "aria-hidden": "true" }, [shape("line", { class: `spell ${style}`, x1: 0, x2: 34, y1: 5, y2: 5, ...dashes(dash) })]),
      element("span", { textContent: label }),
    ]),
  );
  return [element("ul", { className: "key" }, key), years, element("ul", { className: "rows" }, rows), element("p", { className: "note", textContent: data.note })];
}

function source({ title, text, href }) {
  if (!href) return element("span", { textContent: text, title });
  return element("a", { href, textContent: text, title, target: "_blank", rel: "noopener noreferrer" });
}

function table(data) {
  const head = element("tr", {}, ["Country", "As", "From", "Until", "How well the dates are known", "Sources"].map((textContent) => element("th", { scope: "col", textContent })));
  const rows = data.periods.map((period) => {
    const sources = element("td", { className: "sources" });
    period.sources.forEach((one, at) => sources.append(at ? ", " : "", source(one)));
    const sure = element("td", {}, [period.confidence, ...(period.note ? [element("small", { textContent: period.note })] : [])]);
    return element("tr", {}, [
      element("th", { scope: "row", textContent: period.name }),
      ...[period.status, period.from, period.to].map((textContent) => element("td", { textContent })),
      sure,
      sources,
    ]);
  });
  const made = element("table", {}, [element("caption", { textContent: data.caption }), element("thead", {}, [head]), element("tbody", {}, rows)]);
  return element("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: data.caption }, [made]);
}

export default function ({ parentElement, data, setTriggerValue }) {
  parentElement.querySelector(".organisation")?.remove();
  const box = element("section", { className: "organisation" }, [
    element("h3", { textContent: "Who belonged, and when" }), ...chart(data, setTriggerValue),
    element("h3", { textContent: "Every period, and how it is known" }), table(data),
  ]);
  parentElement.append(box);
}
