// Two buttons that save the map on screen as a picture. The script that draws it comes when it is first wanted.

function saving(data, kind, name, said) {
  const button = element("button", { type: "button", textContent: name });
  button.onclick = async () => {
    button.disabled = true;
    said.textContent = "Drawing the picture …";
    try {
      const { save } = await import(new URL(data.poster, location.href).href);
      const saved = await save(kind, data.told);
      said.textContent = saved ? `Saved as ${data.told.file}.${kind}` : "There is no map on screen here.";
    } catch (problem) {
      console.error(problem);
      said.textContent = "The picture could not be drawn; wait until the map is there and try again.";
    }
    button.disabled = false;
  };
  return button;
}

export default redrawn((data) => {
  const said = element("p", { className: "said", role: "status" });
  return [element("div", { className: "row" }, [saving(data, "png", "Map as PNG", said), saving(data, "svg", "Map as SVG", said)]), said];
});
