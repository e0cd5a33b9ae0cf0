// A real table: a search field, headings that sort, a button for each country. Sorting and searching never leave the browser.
const COLUMNS = {
  name: { title: "Country", text: true },
  mentions: { title: "Mentions" },
  articles: { title: "articles or stories" },
  share: { title: "Share", hint: "Share of the articles or stories counted that mention the country" },
  memberships: { title: "Belongs to", text: true },
};
// The characters of a narrow column; what is beyond them is counted, so that no name is cut in two.
const ROOM = 26;
const number = new Intl.NumberFormat("en");
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function share(value) {
  if (value > 0 && value < 0.01) return "<1%";
  if (value > 0.99 && value < 1) return ">99%";
  return `${Math.round(value * 100)}%`;
}

// A figure, or where the row has a least one that differs, the range from it.
function spread(row, column) {
  const written = (value) => (column === "share" ? share(value) : number.format(value));
  const least = written(row.least?.[column] ?? row[column]);
  return least === written(row[column]) ? least : `${least}–${written(row[column])}`;
}

function shortened(memberships) {
  let length = -2;
  const fitting = memberships.filter((name, at) => (length += name.length + 2) <= ROOM || at === 0);
  const rest = memberships.length - fitting.length;
  return fitting.join(", ") + (rest ? ` +${rest}` : "");
}

function cell(row, column, most) {
  if (column === "name") {
    const head = element("th", { className: "name" });
    head.scope = "row";
    const button = element("button", { textContent: row.name });
    button.type = "button";
    button.dataset.iso3 = row.iso3;
    head.append(button);
    return head;
  }
  if (column === "memberships") {
    const made = element("td", { className: column, textContent: shortened(row.memberships) });
    made.title = row.memberships.join(", ");
    return made;
  }
  const made = element("td", { className: column, textContent: spread(row, column) });
  if (column === "mentions") {
    const bar = element("span", { className: "bar" });
    bar.style.width = `${Math.max(2, (100 * row.mentions) / most)}%`;
    made.prepend(bar);
  }
  return made;
}

function ordered(rows, { column, down }) {
  const value = (row) => (column === "memberships" ? row.memberships.join(", ") : row[column]);
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    const order = typeof x === "string" ? x.localeCompare(y, "en") : x - y;
    return sign * order || a.name.localeCompare(b.name, "en");
  });
}

function scaffold(root) {
  const tools = element("div", { className: "tools" });
  const search = element("input");
  search.type = "search";
  search.placeholder = "Narrow the table: a country, an organisation";
  search.setAttribute("aria-label", "Narrow the table to a country or an organisation");
  const found = element("span", { className: "found" });
  found.setAttribute("role", "status");
  tools.append(search, found);
  const frame = element("div", { className: "frame" });
  const table = element("table");
  table.append(element("caption", { textContent: "Countries by how often they are mentioned" }), element("thead"), element("tbody"));
  frame.append(table);
  root.append(tools, frame);
}

export default function ({ parentElement: root, data, setTriggerValue }) {
  if (!root.querySelector("table")) scaffold(root);
  const state = (root.tableState ??= { column: "mentions", down: true });
  const search = root.querySelector("input");
  const columns = Object.keys(COLUMNS).filter((column) => column === "name" || data.rows.some((row) => column in row));
  const most = Math.max(1, ...data.rows.map((row) => row.mentions));

  function drawHead() {
    const line = element("tr");
    for (const column of columns) {
      const { title, hint } = COLUMNS[column];
      const head = element("th", { className: column });
      head.scope = "col";
      if (column === state.column) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      const button = element("button", { textContent: column === "articles" ? data.whole : title });
      button.type = "button";
      if (hint) button.title = hint;
      button.onclick = () => {
        state.down = column === state.column ? !state.down : !COLUMNS[column].text;
        state.column = column;
        draw();
        root.querySelector(`thead th.${column} button`).focus();
      };
      head.append(button);
      line.append(head);
    }
    root.querySelector("thead").replaceChildren(line);
  }

  function draw() {
    drawHead();
    const asked = folded(search.value.trim());
    const rows = ordered(data.rows, state).filter((row) =>
      folded(`${row.name} ${(row.memberships ?? []).join(" ")} ${row.iso3}`).includes(asked),
    );
    const lines = rows.map((row) => {
      const line = element("tr");
      line.append(...columns.map((column) => cell(row, column, most)));
      return line;
    });
    root.querySelector("tbody").replaceChildren(...lines);
    root.querySelector(".found").textContent = asked ? `${rows.length} of ${data.caption}` : data.caption;
    root.querySelector(".tools").hidden = data.rows.length < 12 && !asked;
  }

  search.oninput = draw;
  root.querySelector("tbody").onclick = (event) => {
    const line = event.target.closest("tr");
    if (line) setTriggerValue("country", line.querySelector("button").dataset.iso3);
  };
  draw();
}
