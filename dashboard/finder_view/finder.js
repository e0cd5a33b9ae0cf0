// One box that jumps to a country, a capital, a city or an organisation by any of its names, and else searches the texts:
// a combobox as WAI-ARIA describes it. Names are looked up in the browser, in a file that it keeps.
const MOST = 7;
const KINDS = ["country", "organisation", "capital", "city"];
const HINT = [
  ["“drone strike”", "these words side by side"],
  ["kazakh*", "words that begin so"],
  ["oil NOT opec", "also AND, OR and brackets"],
];
// How well a name answers to what is typed, the best first.
const [WHOLE, WHOLE_OTHER, START, WORD] = [0, 1, 2, 4];
const OF_A_CITY = 3;

const fetched = new Map();
const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function entry([kind, code, name, note, people, others]) {
  return { kind, code, name, note, people, others, plain: folded(name), plainOthers: others.map(folded) };
}

function names(path) {
  if (!fetched.has(path)) {
    const asked = fetch(path)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${path}: ${answer.status}`))))
      .then((rows) => rows.map(entry));
    asked.catch(() => fetched.delete(path));
    fetched.set(path, asked);
  }
  return fetched.get(path);
}

function fit(name, asked) {
  if (name === asked) return WHOLE;
  if (name.startsWith(asked)) return START;
  return name.includes(` ${asked}`) ? WORD : Infinity;
}

function judged(one, asked) {
  const own = fit(one.plain, asked);
  let best = { rank: own, one, as: "" };
  one.plainOthers.forEach((other, at) => {
    const rank = fit(other, asked) + 1;
    if (rank < best.rank) best = { rank, one, as: one.others[at] };
  });
  // There are so many cities that half a name of a country comes before half a name of one.
  if (one.kind === "city" && best.rank > WHOLE_OTHER) best.rank += OF_A_CITY;
  return best;
}

// The entries that answer to what is typed, best first.
function suggestions(entries, typed) {
  const asked = folded(typed);
  if (!asked) return [];
  return entries
    .map((one) => judged(one, asked))
    .filter(({ rank }) => rank < Infinity)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        KINDS.indexOf(a.one.kind) - KINDS.indexOf(b.one.kind) ||
        b.one.people - a.one.people ||
        a.one.name.localeCompare(b.one.name, "en"),
    )
    .slice(0, MOST);
}

function hint() {
  const made = element("div", { className: "hint" });
  for (const [sign, means] of HINT) {
    const line = element("span");
    line.append(element("code", { textContent: sign }), ` ${means}`);
    made.append(line);
  }
  return made;
}

class Finder {
  constructor(root) {
    this.entries = [];
    this.active = -1;
    this.options = [];
    const form = element("form", { className: "finder" });
    form.setAttribute("role", "search");
    const input = element("input");
    Object.assign(input, { type: "search", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
    input.placeholder = "Find a country, city, bloc, or words in the articles";
    const panel = element("div", { className: "panel" });
    panel.popover = "manual";
    const list = element("div");
    list.id = "dateline-found";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-label": "Find a country, a city, an organisation, or words in the articles",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-controls": list.id,
    }))
      input.setAttribute(name, value);
    const said = element("span", { className: "said" });
    said.setAttribute("role", "status");
    panel.append(list, hint());
    form.append(input, panel, said);
    root.append(form);
    Object.assign(this, { root, form, input, panel, list, said });
    this.listen();
  }

  listen() {
    const { input, panel, list, form } = this;
    input.onfocus = () => this.look();
    input.oninput = () => this.look();
    input.onblur = () => this.close();
    input.onkeydown = (event) => this.pressed(event);
    // The cross in the field, and Escape in some browsers.
    input.addEventListener("search", () => input.value || this.search(""));
    form.onsubmit = (event) => {
      event.preventDefault();
      this.take(this.active);
    };
    // Before the field loses the focus, so that the list is still there when the finger is lifted.
    panel.onpointerdown = panel.onmousedown = (event) => event.preventDefault();
    list.onclick = (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(this.options.indexOf(option));
    };
    this.follow = () => this.place();
    window.addEventListener("resize", this.follow);
    window.addEventListener("scroll", this.follow, true);
  }

  leave() {
    window.removeEventListener("resize", this.follow);
    window.removeEventListener("scroll", this.follow, true);
    this.form.remove();
  }

  show(data, tell) {
    Object.assign(this, { data, tell });
    if (data.search !== this.shown && this.root.getRootNode().activeElement !== this.input) this.input.value = data.search;
    this.shown = data.search;
  }

  async look() {
    const typed = this.input.value;
    const entries = await names(this.data.names).catch(() => []);
    const focused = this.root.getRootNode().activeElement === this.input;
    if (typed !== this.input.value || !focused) return;
    this.found = suggestions([...this.data.own.map(entry), ...entries], typed);
    this.draw(typed.trim());
  }

  draw(typed) {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.options = this.found.map(({ one, as }) => this.option(one, as));
    if (typed) this.options.push(this.searching(typed));
    this.options.forEach((option, at) => (option.id = `dateline-found-${at}`));
    this.list.replaceChildren(...this.options);
    this.panel.showPopover();
    this.input.setAttribute("aria-expanded", "true");
    this.said.textContent = typed ? `${this.options.length} ${this.options.length === 1 ? "suggestion" : "suggestions"}` : "";
    this.place();
  }

  option(one, as) {
    const made = element("div", { className: `option ${one.kind}` });
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.append(element("span", { className: "name", textContent: one.name }));
    const also = as && folded(as) !== folded(one.name) && one.kind !== "city" ? `${as} · ` : "";
    made.append(element("span", { className: "note", textContent: also + one.note }));
    return made;
  }

  searching(typed) {
    const made = element("div", { className: "option words" });
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    const name = element("span", { className: "name", textContent: "Search the articles for " });
    name.append(element("b", { textContent: typed }));
    made.append(name, element("span", { className: "note", textContent: "Enter" }));
    return made;
  }

  place() {
    if (!this.panel.matches(":popover-open")) return;
    const box = this.input.getBoundingClientRect();
    const width = Math.min(Math.max(box.width, 352), window.innerWidth - 16);
    const left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8));
    const room = (window.visualViewport?.height ?? window.innerHeight) - box.bottom - 16;
    Object.assign(this.panel.style, {
      left: `${left}px`,
      top: `${box.bottom + 4}px`,
      width: `${width}px`,
      maxHeight: `${Math.max(160, room)}px`,
    });
  }

  close() {
    if (this.panel.matches(":popover-open")) this.panel.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
  }

  pressed(event) {
    const open = this.panel.matches(":popover-open");
    const last = this.options.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void this.look();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = this.active + step;
      this.point(next > last ? -1 : next < -1 ? last : next);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    }
  }

  point(at) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const option = this.options[at];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", option.id);
  }

  // What is chosen: a suggestion, or the words themselves where none is.
  take(at) {
    const chosen = this.found?.[at]?.one;
    if (!chosen) return this.search(this.input.value.trim());
    this.input.value = this.data.search;
    this.input.blur();
    return this.tell("chosen", { kind: chosen.kind, code: chosen.code });
  }

  search(words) {
    this.close();
    this.input.value = words;
    if (words) this.input.blur();
    if (words !== this.data.search || words) this.tell("sought", words);
  }
}

export default mounted(Finder);
