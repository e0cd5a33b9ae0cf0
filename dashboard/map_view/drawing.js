// Shapes and words of a picture that stands by itself. Its letters are those that every machine has: a picture must not
// ask anybody for a font, and what is measured here must be as wide where it is opened.

import { shape } from "./element.js";

export const LETTERS = "Arial, Helvetica, 'Liberation Sans', sans-serif";
export const INK = "#12202e";
export const QUIET = "#485766";

const pen = document.createElement("canvas").getContext("2d");

export function widthOf(words, size, weight = 400) {
  pen.font = `${weight} ${size}px ${LETTERS}`;
  return pen.measureText(words).width;
}

export function written(words, x, y, { size = 15, weight = 400, colour = INK, anchor = "start" } = {}) {
  const look = { x, y, fill: colour, "font-size": size, "font-weight": weight, "text-anchor": anchor };
  return shape("text", look, [words]);
}

// The words in lines no wider than `width`; a word that is wider by itself is cut.
export function lines(words, width, size, weight) {
  const done = [];
  let line = "";
  for (const word of words.split(/\s+/).flatMap((one) => cut(one, width, size, weight))) {
    const longer = line ? `${line} ${word}` : word;
    if (line && widthOf(longer, size, weight) > width) {
      done.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...done, line] : done;
}

function cut(word, width, size, weight) {
  const pieces = [];
  let rest = word;
  while (rest && widthOf(rest, size, weight) > width) {
    let end = rest.length;
    while (end > 1 && widthOf(rest.slice(0, end), size, weight) > width) end = Math.ceil(end * 0.9) - 1;
    pieces.push(rest.slice(0, Math.max(1, end)));
    rest = rest.slice(Math.max(1, end));
  }
  return rest ? [...pieces, rest] : pieces;
}

// A paragraph from a top edge on: its lines, and where it ends.
export function paragraph(words, x, top, width, look) {
  const step = Math.round(look.size * 1.35);
  const drawn = lines(words, width, look.size, look.weight).map((line, at) => written(line, x, top + look.size + at * step, look));
  return { drawn, bottom: top + drawn.length * step };
}
