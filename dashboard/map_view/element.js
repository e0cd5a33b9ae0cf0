// One element with its properties and children; text goes in as textContent, so that it stays text.

export function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
