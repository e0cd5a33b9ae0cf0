// A component that is drawn anew only where its data have changed, so that a rerun takes away nobody's focus or choice.

export function redrawn(draw) {
  const homes = new WeakMap();
  return ({ parentElement, data }) => {
    const now = JSON.stringify(data);
    let home = homes.get(parentElement);
    if (home?.dataset.shown === now) return;
    if (!home) {
      home = document.createElement("div");
      homes.set(parentElement, home);
      parentElement.append(home);
    }
    home.dataset.shown = now;
    home.replaceChildren(...draw(data));
  };
}
