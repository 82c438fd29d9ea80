// CSV as spreadsheets read it, and without what they would run.

/** Rows as CSV (RFC 4180); a cell that a spreadsheet would take for a formula has an apostrophe before it. */
export function csvOf(rows: string[][]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a text to the reader as a file; with the mark by which spreadsheets know UTF-8. */
export function saveAs(name: string, text: string, type = "text/csv", mark = true) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob(mark ? ["\ufeff", text] : [text], { type: `${type};charset=utf-8` }),
  );
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
