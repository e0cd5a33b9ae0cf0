// The permanent link and the citation in several forms, each copied or saved. All of it is set as text.
// Where the browser forbids copying (no HTTPS), what was to be copied is selected, to be copied by hand.

const SAID_MS = 2500;
let chosen = "Text";

async function copy(text, field, button, said) {
  const before = button.dataset.name;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    said.textContent = `${before}: copied`;
  } catch {
    field.focus();
    field.select();
    said.textContent = "Press Ctrl+C to copy what is selected";
  }
  setTimeout(() => {
    button.textContent = before;
    said.textContent = "";
  }, SAID_MS);
}

function save({ file, text }) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = element("a", { href: address, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function button(name, act) {
  const made = element("button", { type: "button", textContent: name, onclick: () => act(made) });
  made.dataset.name = name;
  return made;
}

export default redrawn((data) => {
  const said = element("p", { className: "said", role: "status" });

  const link = element("input", { id: "link", type: "text", readOnly: true, value: data.link });
  const linkRow = element("div", { className: "row" }, [link, button("Copy permanent link", (own) => copy(data.link, link, own, said))]);

  const field = element("textarea", { readOnly: true, rows: 8, spellcheck: false, ariaLabel: "Citation" });
  const form = () => data.forms.find(({ name }) => name === chosen) ?? data.forms[0];
  const show = () => {
    field.value = form().text;
  };
  const choices = data.forms.map(({ name }) => {
    const input = element("input", { type: "radio", name: "form", value: name, checked: name === form().name });
    input.onchange = () => {
      chosen = name;
      show();
    };
    return element("label", {}, [input, element("span", { textContent: name })]);
  });
  const acts = element("div", { className: "row" }, [
    button("Copy citation", (own) => copy(form().text, field, own, said)),
    button("Save as a file", () => save(form())),
  ]);
  show();
  return [
    element("label", { htmlFor: "link", textContent: "Permanent link" }),
    linkRow,
    element("fieldset", {}, [element("legend", { textContent: "Citation as" }), ...choices]),
    field,
    acts,
    said,
  ];
});
