// Two buttons that save the map on screen as a picture. The script that draws it comes when it is first wanted.

const homes = new WeakMap();

function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export default function ({ parentElement, data }) {
  const now = JSON.stringify(data);
  let home = homes.get(parentElement);
  if (home?.dataset.shown === now) return;
  if (!home) {
    home = element("div");
    homes.set(parentElement, home);
    parentElement.append(home);
  }
  home.dataset.shown = now;
  const said = element("p", { className: "said", role: "status" });
  const onScreen = Boolean(document.querySelector(".dl-map:not(.dl-small)"));
  const saving = (kind, name) => {
    const button = element("button", { type: "button", textContent: name, disabled: !onScreen });
    button.onclick = async () => {
      button.disabled = true;
      said.textContent = "Drawing the picture …";
      try {
        const { save } = await import(new URL(data.poster, location.href).href);
        await save(kind, data.told);
        said.textContent = `Saved as ${data.told.file}.${kind}`;
      } catch (problem) {
        console.error(problem);
        said.textContent = "The picture could not be drawn; wait until the map is there and try again.";
      }
      button.disabled = false;
    };
    return button;
  };
  if (!onScreen) said.textContent = "There is no map on screen here.";
  const row = element("div", { className: "row" }, [saving("png", "Map as PNG"), saving("svg", "Map as SVG")]);
  home.replaceChildren(row, said);
}
