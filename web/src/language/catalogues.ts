// Which languages there are. Each is a folder beside this file, named by its tag, with its
// catalogue in index.ts: it is found when the page is built, and nothing else names it.
import { catalogue as english, type Words } from "./en/index";
import type { Formats } from "./formats";

/** A language of the page. */
export interface Catalogue {
  /** By which numbers and days are written: a tag as BCP 47 has it, with a country where that makes a difference. */
  locale: string;
  words: (formats: Formats) => Words;
}

type Load = () => Promise<Catalogue>;
type Files = Record<string, () => Promise<{ catalogue: Catalogue }>>;

/** The catalogues of files, by the tags of their folders: ./de/index.ts is German. */
export const cataloguesOf = (files: Files): Record<string, Load> =>
  Object.fromEntries(
    Object.entries(files).map(([path, load]) => [
      path.split("/").at(-2) ?? path,
      async () => (await load()).catalogue,
    ]),
  );

/** The catalogues of all languages, each read when it is chosen; English is there from the beginning. */
export const catalogues: Record<string, Load> = {
  en: async () => english,
  ...cataloguesOf(import.meta.glob<{ catalogue: Catalogue }>(["./*/index.ts", "!./en/index.ts"])),
};

/** The first language that is wished for and spoken, by its whole tag or without its country; else English. */
export function spoken(wishes: readonly string[], languages: readonly string[]): string {
  const tags = wishes.flatMap((wish) => [wish.toLowerCase(), wish.toLowerCase().split("-")[0] ?? ""]);
  return tags.find((tag) => languages.includes(tag)) ?? "en";
}
