// Every two members of a bloc: how often they are named together. One cell at a time is in the tab order; the arrow keys
// go from cell to cell, Enter opens the sentences.
const LEVELS = 5;

// Steps of even ratios, from one to the most.
const level = (count, most) => Math.min(LEVELS - 1, Math.floor((LEVELS * Math.log(count)) / Math.log(most + 1)));

function cell(data, row, column) {
  const made = element("td");
  if (row === column) {
    made.className = "self";
    return made;
  }
  const pair = data.cells[[data.codes[row], data.codes[column]].sort().join("-")];
  if (!pair) return made;
  const button = element("button", { className: `level-${level(pair.count, data.most)}${pair.strong ? " strong tied" : ""}`, textContent: pair.said });
  button.type = "button";
  button.setAttribute("aria-label", pair.spoken);
  button.title = pair.spoken;
  button.tabIndex = -1;
  button.dataset.pair = `${data.codes[row]} ${data.codes[column]}`;
  made.append(button);
  return made;
}

function table(data) {
  const made = element("table");
  made.append(element("caption", { textContent: data.finding }));
  const head = element("tr");
  head.append(element("td", { className: "self" }), ...data.names.map((name) => {
    const column = element("th");
    column.scope = "col";
    column.append(element("span", { textContent: name }));
    return column;
  }));
  const rows = data.names.map((name, row) => {
    const line = element("tr");
    const title = element("th");
    title.scope = "row";
    const button = element("button", { textContent: name });
    button.type = "button";
    button.dataset.country = data.codes[row];
    title.append(button);
    line.append(title, ...data.names.map((_, column) => cell(data, row, column)));
    return line;
  });
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  body.append(...rows);
  made.append(top, body);
  return made;
}

// The next cell with a button in a direction, over those that are empty.
function beside(button, down, right) {
  const rows = [...button.closest("tbody").rows];
  let row = rows.indexOf(button.closest("tr"));
  let column = button.closest("td").cellIndex;
  for (;;) {
    row += down;
    column += right;
    const found = rows[row]?.cells[column];
    if (!found || found.tagName !== "TD") return null;
    if (found.firstElementChild) return found.firstElementChild;
  }
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function walk(event) {
  const step = STEPS[event.key];
  if (!step || !event.target.closest("td")) return;
  event.preventDefault();
  const next = beside(event.target, ...step);
  if (!next) return;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

export default function ({ parentElement: root, data, setTriggerValue }) {
  let frame = root.querySelector(".frame");
  if (!frame) {
    frame = element("div", { className: "frame" });
    root.append(frame);
    frame.addEventListener("keydown", walk);
    frame.addEventListener("click", (event) => {
      const { pair, country } = event.target.closest("button")?.dataset ?? {};
      if (pair || country) frame.open(pair ?? country);
    });
  }
  frame.open = (what) => setTriggerValue("opened", what);
  const key = element("p", { className: "key" });
  key.append(element("span", { className: "strong" }), data.key);
  frame.replaceChildren(key, table(data));
  const first = frame.querySelector("td button");
  if (first) first.tabIndex = 0;
}
