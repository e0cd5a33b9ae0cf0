// Elements of the page and shapes of a drawing, each with its properties and children; text goes in as text and stays text.

const SVG = "http://www.w3.org/2000/svg";

export function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// An attribute without a value is left away.
export function shape(name, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
