import { expect, test } from "vitest";
import { bodyOf } from "./send";

test("each file is a part that says its name and what its rows are", async () => {
  const file = new File(["id,name\n"], "Flüsse.csv");
  expect(await bodyOf([{ file, kind: "flows" }], [], "b").text()).toBe(
    [
      "--b",
      'Content-Disposition: form-data; name="file"',
      "Name: Fl%C3%BCsse.csv",
      "Kind: flows",
      "",
      "id,name\n",
      "--b--",
      "",
    ].join("\r\n"),
  );
});

test("what the reader says of tables is a part of its own", async () => {
  const file = new File(["PK"], "book.xlsx");
  const said = [
    { file: "book.xlsx", sheet: "Firms", kind: "organizations" as const, columns: { Land: "country" } },
  ];
  const text = await bodyOf([{ file, kind: undefined }], said, "b").text();
  expect(text).toContain("Name: book.xlsx\r\nKind: \r\n\r\nPK\r\n");
  expect(text).toContain(`name="tables"\r\n\r\n${JSON.stringify(said)}\r\n--b--`);
});
