// Workbooks as small as they come: written for tests, and read back.
import { crc32, inflateRawSync } from "node:zlib";

const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const text = (value) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A workbook of sheets, each with rows of texts; a number is a day as spreadsheets count them. */
export function workbook(sheets) {
  const names = Object.keys(sheets);
  const cell = (value) =>
    typeof value === "number"
      ? `<c s="1"><v>${value}</v></c>`
      : `<c t="inlineStr"><is><t xml:space="preserve">${text(value)}</t></is></c>`;
  const rows = (sheet) => sheet.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  const related = names.map((_, i) => `<Relationship Id="s${i}" Type="${relations}/worksheet" Target="sheet${i}.xml"/>`);
  return archive({
    "_rels/.rels": `<Relationships><Relationship Id="a" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="${relations}"><sheets>${names.map((name, i) => `<sheet name="${text(name)}" r:id="s${i}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${related.join("")}<Relationship Id="t" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(names.map((name, i) => [`xl/sheet${i}.xml`, `<worksheet><sheetData>${rows(sheets[name])}</sheetData></worksheet>`])),
  });
}

/** A ZIP archive whose files are stored as they are. */
function archive(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(path.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, tail, path);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), head, path, data);
    offset += 30 + path.length + data.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** The texts of the cells of a workbook's first sheet, row by row. */
export function rowsOf(content) {
  const sheet = partOf(content, "xl/worksheets/sheet1.xml");
  const plain = (xml) => xml.replaceAll(/<[^>]+>/g, "").replaceAll("&lt;", "<").replaceAll("&#39;", "'").replaceAll("&#xA;", "\n").replaceAll("&amp;", "&");
  return [...sheet.matchAll(/<row .*?<\/row>/g)].map(([row]) => [...row.matchAll(/<c .*?<\/c>/g)].map(([cell]) => plain(cell)));
}

function partOf(content, name) {
  let at = content.readUInt32LE(content.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  while (content.toString("latin1", at, at + 4) === "PK\x01\x02") {
    const [packed, length, extra, comment] = [20, 28, 30, 32].map((place) => (place === 20 ? content.readUInt32LE(at + place) : content.readUInt16LE(at + place)));
    if (content.toString("utf8", at + 46, at + 46 + length) === name) {
      const from = content.readUInt32LE(at + 42);
      const data = from + 30 + content.readUInt16LE(from + 26) + content.readUInt16LE(from + 28);
      return inflateRawSync(content.subarray(data, data + packed)).toString("utf8");
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`the workbook has no ${name}`);
}
