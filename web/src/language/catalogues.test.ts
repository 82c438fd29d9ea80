import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogues, cataloguesOf, spoken } from "./catalogues";
import { english } from "./en/index";
import { formatsOf } from "./formats";

test("every folder with a catalogue is a language", () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  expect(Object.keys(catalogues).sort()).toEqual(folders.map(({ name }) => name).sort());
});

test("a further catalogue is a language by its file alone", async () => {
  const planted = cataloguesOf({
    "./eo/index.ts": async () => ({
      catalogue: {
        locale: "eo",
        words: (f) => ({ ...english(f), map: { ...english(f).map, to: (country) => `al ${country}` } }),
      },
    }),
  });
  expect(spoken(["eo-XX", "de"], [...Object.keys(catalogues), ...Object.keys(planted)])).toBe("eo");
  const { locale, words } = (await planted.eo?.()) ?? expect.fail("it is not found");
  const formats = formatsOf(locale);
  expect(words(formats).map.to(formats.country("DE"))).toBe("al Germanujo");
});

test("the first language that is wished for and spoken is chosen", () => {
  const languages = ["en", "de", "pt-br", "pt"];
  expect(spoken(["de-AT", "en"], languages)).toBe("de");
  expect(spoken(["pt-BR"], languages)).toBe("pt-br");
  expect(spoken(["pt-PT"], languages)).toBe("pt");
  expect(spoken(["fr", "constructor", "<b>"], languages)).toBe("en");
  expect(spoken([], languages)).toBe("en");
});
