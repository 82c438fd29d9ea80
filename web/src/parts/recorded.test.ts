import { expect, test } from "vitest";
import { catalogue as german } from "../language/de/index";
import { english } from "../language/en/index";
import { formatsOf } from "../language/formats";
import { cellText, fieldName } from "./recorded";

const formats = { en: formatsOf("en-GB"), de: formatsOf("de") };
const words = { en: english(formats.en), de: german.words(formats.de) };

test("fields and cells are called as the page calls them, in each language", () => {
  expect(fieldName(words.en, "importerRole")).toBe("Role of who receives");
  expect(fieldName(words.de, "destination")).toBe("Ziel");
  expect(cellText(words.de, formats.de, "startsOn", "2020-07-16")).toBe("16. Juli 2020");
  expect(cellText(words.de, formats.de, "country", "US")).toBe("Vereinigte Staaten");
  expect(cellText(words.en, formats.en, "data", "CONTACT;HR")).toBe("contact, staff");
  expect(cellText(words.de, formats.de, "kind", "CUSTOMER")).toBe(words.de.organization.kind.CUSTOMER);
});

test("what the page has no word for stays as it is written", () => {
  expect(fieldName(words.en, "constructor")).toBe("constructor");
  expect(cellText(words.en, formats.en, "purpose", "CUSTOMER; 2020")).toBe("CUSTOMER; 2020");
  expect(cellText(words.en, formats.en, "kind", "toString")).toBe("toString");
  expect(cellText(words.en, formats.en, "onwardOf", "")).toBe("");
});
