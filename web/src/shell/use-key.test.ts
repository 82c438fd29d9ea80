import { expect, test } from "vitest";
import { keyIn } from "./use-key";

test("a key is what was written into the address, whatever signs it has", () => {
  for (const key of ["relay-us", "a/b", "100%", "%00", "<b> / ../?#", "שלום"]) {
    expect(keyIn(`/flows/${encodeURIComponent(key)}`)).toBe(key);
  }
  expect(keyIn("/flows/100%")).toBe("100%");
});
