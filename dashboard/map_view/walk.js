// The countries of the map for the keyboard: a list in the order of how often they are named, one of which is chosen by
// the arrow keys or by the letters it begins with, shown by a ring and a tooltip, and opened by Enter.

import { element } from "./element.js";

const LETTERS_MS = 900;
const HINT = "← → from country to country, by how often they are named · letters find a name · Enter opens · Esc ends";

export class Walk {
  // `map`: { data, names, stage, at(iso3), bring(iso3), tell(iso3, at), quiet(), pick(iso3) }.
  constructor(map) {
    this.map = map;
    this.chosen = 0;
    this.typed = "";
    this.list = element("div", { className: "dl-walk", tabIndex: 0, role: "listbox", ariaLabel: "Countries on the map" });
    this.ring = element("div", { className: "dl-ring", hidden: true });
    this.hint = element("p", { className: "dl-hint", ariaHidden: "true", textContent: HINT, hidden: true });
    this.parts = [this.list, this.ring, this.hint];
    this.list.addEventListener("focus", () => this.enter());
    this.list.addEventListener("blur", () => this.end());
    this.list.addEventListener("keydown", (event) => this.pressed(event));
  }

  begin() {
    this.list.focus();
  }

  enter() {
    const picked = this.codes.indexOf(this.map.data.picked);
    this.hint.hidden = false;
    this.choose(picked < 0 ? this.chosen : picked);
  }

  // The list as the map now is; who was chosen stays so if still there.
  renew() {
    const { data, names } = this.map;
    const before = this.codes?.[this.chosen];
    this.codes = data.ranked.filter((iso3) => this.map.at(iso3));
    this.chosen = Math.max(0, this.codes.indexOf(before));
    this.list.replaceChildren(...this.codes.map((iso3) => {
      const figures = data.told[iso3]?.[0];
      const option = element("div", { role: "option", ariaSelected: "false", textContent: names[iso3][0] + (figures ? `: ${figures}` : "") });
      option.id = `${data.key}-${iso3}`;
      return option;
    }));
    this.list.hidden = !this.codes.length;
    if (this.list === document.activeElement) this.choose(this.chosen);
  }

  choose(at) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = at;
    const option = this.list.children[at];
    option.setAttribute("aria-selected", "true");
    this.list.setAttribute("aria-activedescendant", option.id);
    this.map.bring(this.codes[at]);
    this.follow();
  }

  // Keep ring and tooltip with the country while the map moves under them, or changes.
  follow() {
    if (this.list !== document.activeElement) return;
    const iso3 = this.codes[this.chosen];
    const at = this.map.at(iso3);
    this.ring.hidden = false;
    this.ring.style.translate = `${at[0]}px ${at[1]}px`;
    this.map.tell(iso3, at);
  }

  end() {
    this.ring.hidden = true;
    this.hint.hidden = true;
    this.list.removeAttribute("aria-activedescendant");
    this.map.quiet();
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.codes.length - 1;
    const moves = { ArrowRight: this.chosen + 1, ArrowDown: this.chosen + 1, ArrowLeft: this.chosen - 1, ArrowUp: this.chosen - 1, Home: 0, End: last };
    if (event.key in moves) this.choose(Math.max(0, Math.min(last, moves[event.key])));
    else if (event.key === "Enter" || event.key === " ") this.map.pick(this.codes[this.chosen]);
    else if (event.key === "Escape") this.map.stage.focus();
    else if (/^\p{L}$/u.test(event.key)) this.find(event);
    else return;
    event.preventDefault();
  }

  // Letters typed one after another are the beginning of a name; the same letter again goes on to the next.
  find({ key, timeStamp }) {
    const late = timeStamp - (this.typedAt ?? 0) > LETTERS_MS;
    this.typedAt = timeStamp;
    this.typed = late ? key.toLowerCase() : this.typed + key.toLowerCase();
    const begins = (at) => this.map.names[this.codes[at]][0].toLowerCase().startsWith(this.typed);
    const order = this.codes.map((_, at) => (this.chosen + at + (this.typed.length === 1 ? 1 : 0)) % this.codes.length);
    const found = order.find(begins);
    if (found !== undefined) this.choose(found);
  }
}
