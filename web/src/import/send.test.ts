import { expect, test } from "vitest";
import { bodyOf } from "./send";

test("each file is a part that says its name and what its rows are", async () => {
  const file = new File(["id,name\n"], "Flüsse.csv");
  expect(await bodyOf([{ file, kind: "flows" }], "b").text()).toBe(
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
