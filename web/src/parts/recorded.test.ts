import { expect, test } from "vitest";
import { catalogue as german } from "../language/de/index";
import { english } from "../language/en/index";
import { formatsOf } from "../language/formats";
import { cellText, columnName } from "./recorded";

const formats = { en: formatsOf("en-GB"), de: formatsOf("de") };
const words = { en: english(formats.en), de: german.words(formats.de) };

test("columns and cells are called as the page calls them, in each language", () => {
  expect(columnName(words.en, "importer_role")).toBe("Role of who receives");
  expect(columnName(words.de, "destination")).toBe("Ziel");
  expect(cellText(words.de, formats.de, "starts_on", "2020-07-16")).toBe("16. Juli 2020");
  expect(cellText(words.de, formats.de, "country", "US")).toBe("Vereinigte Staaten");
  expect(cellText(words.en, formats.en, "data", "CONTACT;HR")).toBe("contact, staff");
  expect(cellText(words.de, formats.de, "kind", "CUSTOMER")).toBe(words.de.organization.kind.CUSTOMER);
});

test("what the page has no word for stays as it is written", () => {
  expect(columnName(words.en, "constructor")).toBe("constructor");
  expect(cellText(words.en, formats.en, "purpose", "CUSTOMER; 2020")).toBe("CUSTOMER; 2020");
  expect(cellText(words.en, formats.en, "kind", "toString")).toBe("toString");
  expect(cellText(words.en, formats.en, "onward_of", "")).toBe("");
});
