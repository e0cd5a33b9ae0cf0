// Words inside a PNG, in chunks of iTXt (PNG specification, 11.3.3.4), put before the image's data.

const SIGNATURE = 8;
const HEADER = 25; // the chunk IHDR: length, name, 13 bytes, check

const table = Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

// The check of a chunk: CRC-32 of its name and data (PNG specification, annex D).
function check(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = table[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(name, words) {
  const letters = new TextEncoder();
  // Keyword, its end, not compressed, no language, no translated keyword, the words.
  const data = [...letters.encode(name), 0, 0, 0, 0, 0];
  const body = new Uint8Array([...letters.encode("iTXt"), ...data, ...letters.encode(words)]);
  const made = new Uint8Array(body.length + 8);
  const view = new DataView(made.buffer);
  view.setUint32(0, body.length - 4);
  made.set(body, 4);
  view.setUint32(made.length - 4, check(body));
  return made;
}

export async function withWords(png, words) {
  const bytes = new Uint8Array(await png.arrayBuffer());
  const chunks = Object.entries(words).map(([name, text]) => chunk(name, text));
  return new Blob([bytes.slice(0, SIGNATURE + HEADER), ...chunks, bytes.slice(SIGNATURE + HEADER)], { type: "image/png" });
}
