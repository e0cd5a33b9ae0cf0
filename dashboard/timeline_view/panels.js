// The top countries over time, side by side: a panel each, which opens the country.

const PANEL_HEIGHT = 70;
const LEAST_PANEL_TOP = 10;

class Panels {
  constructor(root) {
    const scales = { same: "One scale for all", own: "Each its own scale" };
    this.scale = "same";
    this.buttons = Object.entries(scales).map(([scale, textContent]) =>
      element("button", { type: "button", textContent, onclick: () => { this.scale = scale; this.paint(); } }),
    );
    this.names = Object.keys(scales);
    const choice = element("div", { className: "choice", role: "group", ariaLabel: "Scale of the panels" }, this.buttons);
    this.title = element("h2", {});
    this.grid = element("ul", { className: "panels" });
    this.note = element("p", { className: "finding" });
    this.box = element("section", { className: "strip countries", ariaLabel: "Top countries over time" }, [
      element("div", { className: "head" }, [this.title, choice]), this.grid, this.note,
    ]);
    root.append(this.box);
    this.watcher = new ResizeObserver(() => this.data && this.paint());
    this.watcher.observe(this.grid);
  }

  show(data, send) {
    this.data = data;
    this.send = send;
    this.title.textContent = data.title;
    this.paint();
  }

  paint() {
    const { panels, start, unit } = this.data;
    this.buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(this.names[at] === this.scale)));
    const most = Math.max(LEAST_PANEL_TOP, ...panels.flatMap(({ mentions }) => mentions));
    const focused = this.grid.getRootNode().activeElement?.dataset?.iso3;
    this.grid.replaceChildren(...panels.map((panel) => this.panel(panel, this.scale === "same" ? most : Math.max(LEAST_PANEL_TOP, ...panel.mentions))));
    if (focused) this.grid.querySelector(`[data-iso3="${focused}"]`)?.focus();
    const top = this.scale === "same" ? `All panels end at ${number.format(most)} mentions a ${unit}.` : "Each panel ends at its own highest bar, no lower than ten mentions: heights cannot be compared across panels.";
    this.note.textContent = start.length ? `${top} ${this.data.note}` : this.data.note;
  }

  panel({ iso3, name, mentions, told }, top) {
    const [w, h] = [200, PANEL_HEIGHT];
    const wide = w / mentions.length;
    const [from, to] = this.data.chosen;
    const bars = mentions.map((value, at) => {
      const tall = value ? Math.max(1, (value / top) * (h - 2)) : 0;
      return shape("rect", { x: at * wide, width: Math.max(wide * 0.86, 0.6), y: h - tall, height: tall, class: at >= from && at <= to ? "bar" : "bar outside" });
    });
    const svg = shape("svg", { viewBox: `0 0 ${w} ${h}`, preserveAspectRatio: "none", "aria-hidden": "true" }, [...bars, shape("line", { class: "ground", x1: 0, x2: w, y1: h, y2: h })]);
    const highest = element("small", { textContent: `highest ${number.format(Math.max(...mentions))}` });
    const button = element("button", { type: "button", title: `Open ${name}`, onclick: () => this.send("country", iso3) }, [
      element("span", { className: "name", textContent: name }), element("span", { className: "told", textContent: told }), svg, highest,
    ]);
    button.dataset.iso3 = iso3;
    return element("li", {}, [button]);
  }

  leave() {
    this.watcher.disconnect();
    this.box.remove();
  }
}

export default mounted(Panels);
