// The map as a picture that stands by itself: what is on screen, drawn anew on a light ground, with the sentence that
// says what is counted, the legend, the edition and the credits in it. An SVG, or a PNG made of it.

import { INK, LETTERS, paragraph, QUIET } from "./drawing.js";
import { element, shape } from "./element.js";
import { legendStill } from "./legend_still.js";
import { withWords } from "./png_words.js";
import { still } from "./still.js";

const WIDE = 1600;
const MARGIN = 48;
// The map is drawn so wide and then enlarged, so that its lines and dots are as strong as on a screen.
const DRAWN_WIDE = 1100;
const GROUND = "#fcfdfe";
const HATCH = "poster-hatch";
const PNG_SCALE = 2;

const mapOnScreen = () => document.querySelector(".dl-map.dl-ready:not(.dl-small)")?.datelineMap ?? null;

// What is drawn of the map itself; what only answers a pointer is left away.
function cleaned(svg) {
  const copy = svg.cloneNode(true);
  for (const part of copy.querySelectorAll(".draglayer, .hoverlayer, .infolayer, .modebar, .bg")) part.remove();
  for (const part of copy.querySelectorAll("[class]")) part.removeAttribute("class");
  for (const part of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name } of [...part.attributes]) if (name.startsWith("data-") || name === "tabindex") part.removeAttribute(name);
  }
  return [...copy.childNodes];
}

function hatchPattern({ plain, ink }) {
  const parts = [
    shape("rect", { width: 6, height: 6, fill: plain }),
    shape("rect", { width: 1.7, height: 6, fill: ink, "fill-opacity": 0.5 }),
  ];
  return shape("pattern", { id: HATCH, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, parts);
}

function mapStill(map) {
  const { colours, hatched = [] } = map.light();
  return still(map, DRAWN_WIDE, ({ plots, labels, size }) => {
    for (const path of plots.flatMap((plot) => [...plot.querySelectorAll("path")])) {
      if (hatched.includes(path.__data__?.loc)) path.style.fill = `url(#${HATCH})`;
    }
    const halo = { stroke: colours.halo, "stroke-width": 3.2, "stroke-linejoin": "round", "paint-order": "stroke" };
    for (const text of labels) {
      const look = { "font-size": 12, "font-weight": 600, fill: colours.ink, ...halo };
      for (const [key, value] of Object.entries(look)) text.setAttribute(key, value);
    }
    return { drawn: [...plots.flatMap(cleaned), ...labels], colours: { plain: GROUND, ...colours }, size };
  });
}

// The picture as an SVG element. `told`: { sentence, finding, edition, credits, link }, all words.
async function poster(map, told) {
  const inner = WIDE - 2 * MARGIN;
  const said = paragraph(told.sentence, MARGIN, MARGIN - 8, inner, { size: 26, weight: 700, colour: INK });
  const { drawn, colours, size: of } = await mapStill(map);
  const height = Math.round((inner * of.h) / of.w);
  const top = said.bottom + 18;
  const stage = shape("svg", { x: MARGIN, y: top, width: inner, height, viewBox: `0 0 ${of.w} ${of.h}` }, [
    shape("rect", { width: of.w, height: of.h, fill: colours.water }),
    ...drawn,
  ]);
  const frame = shape("rect", { x: MARGIN, y: top, width: inner, height, fill: "none", stroke: INK, "stroke-opacity": 0.25 });
  const legend = legendStill(map.light().legend, colours, `url(#${HATCH})`, { x: MARGIN, top: top + height + 20, width: inner });
  const small = { size: 15, weight: 400, colour: QUIET };
  const edition = paragraph(told.edition, MARGIN, legend.bottom + 14, inner, { ...small, weight: 700 });
  const credits = paragraph(told.credits, MARGIN, edition.bottom + 2, inner, small);
  const link = paragraph(told.link, MARGIN, credits.bottom + 2, inner, small);
  const tall = Math.ceil(link.bottom + MARGIN / 2);
  const size = { width: WIDE, height: tall, viewBox: `0 0 ${WIDE} ${tall}` };
  return shape("svg", { xmlns: "http://www.w3.org/2000/svg", ...size, "font-family": LETTERS, role: "img" }, [
    shape("title", {}, [told.sentence]),
    shape("desc", {}, [`${map.light().finding} ${told.edition} ${told.credits} ${told.link}`]),
    shape("defs", {}, [hatchPattern(colours)]),
    shape("rect", { width: WIDE, height: tall, fill: GROUND }),
    ...said.drawn, stage, frame, ...legend.drawn, ...edition.drawn, ...credits.drawn, ...link.drawn,
  ]);
}

const asFile = (svg) => new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`], { type: "image/svg+xml" });

async function asPng(svg, told) {
  const address = URL.createObjectURL(asFile(svg));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = svg.getAttribute("width") * PNG_SCALE;
    canvas.height = svg.getAttribute("height") * PNG_SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise((ready) => canvas.toBlob(ready, "image/png"));
    const words = { Title: told.sentence, Description: told.edition, Copyright: told.credits, Source: told.link, Software: "Dateline" };
    return withWords(drawn, words);
  } finally {
    URL.revokeObjectURL(address);
  }
}

// Make the picture of the map on screen and hand it to the reader as a file; `kind`: "svg" or "png". Gives whether a map
// is on screen.
export async function save(kind, told) {
  const map = mapOnScreen();
  if (!map) return false;
  const svg = await poster(map, told);
  const address = URL.createObjectURL(kind === "png" ? await asPng(svg, told) : asFile(svg));
  const link = element("a", { href: address, download: `${told.file}.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return true;
}
