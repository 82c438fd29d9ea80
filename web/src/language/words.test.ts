// What two languages say alike is a name, or a word that somebody forgot.
import { isValidElement, type ReactNode } from "react";
import { expect, test } from "vitest";
import alike from "./alike.json";
import { catalogues } from "./catalogues";
import { formatsOf } from "./formats";

/** What functions of a catalogue may be given: days, which are names as well, numbers, kinds, and facts. */
const mark = { turn: "falls", day: "2020-07-16", of: [{ name: "2020-07-16", to: "/law/a" }], by: "" };
const change = { what: "comes", cause: "law", name: "2020-07-16", evidence: "", by: "" };
const event = { day: "2020-07-16", status: "VALID", changes: [change] };
const customer = { customer: "2020-07-16", since: null, through: null, effective: null, missing: [], on: "" };
const effect = { asOf: "2020-07-16", byStatus: [{ before: "VALID", after: "AT_RISK", flows: 2 }], flows: [] };
const samples = [
  "2020-07-16",
  2,
  "2020-07",
  "/flows",
  "falls",
  ["2020-07-16"],
  customer,
  mark,
  [mark],
  event,
  ["time"],
  effect,
];

type Words = Record<string, unknown>;
type Said = (...given: unknown[]) => ReactNode;

/** Every text of a catalogue by its place, with one that is made of samples for each function. */
function* textsIn(words: Words, at = ""): Generator<[place: string, text: string]> {
  for (const [name, said] of Object.entries(words)) {
    const place = `${at}${name}`;
    if (typeof said === "string") yield [place, said];
    else if (typeof said === "function") yield [place, made(said as Said) ?? ""];
    else yield* textsIn(said as Words, `${place}.`);
  }
}

/** What a function says of the first samples that make sense to it. */
function made(of: Said, given: unknown[] = []): string | undefined {
  if (given.length === of.length) return sensible(of, given);
  for (const one of samples) {
    const text = made(of, [...given, one]);
    if (text) return text;
  }
  return undefined;
}

function sensible(of: Said, given: unknown[]): string | undefined {
  try {
    const text = textOf(of(...given));
    return /NaN|undefined|\[object|Invalid/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function textOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(textOf).join("");
  if (isValidElement<{ children: ReactNode }>(node)) return textOf(node.props.children);
  return typeof node === "string" ? node : "";
}

async function textsOf(tag: string): Promise<Map<string, string>> {
  const { locale, words } = (await catalogues[tag]?.()) ?? expect.fail(`there is no ${tag}`);
  return new Map(textsIn(words(formatsOf(locale)) as unknown as Words));
}

test("every text of a language is another one than the English one, or a name", async () => {
  const english = await textsOf("en");
  expect(english.size).toBeGreaterThan(500);
  for (const tag of Object.keys(catalogues).filter((one) => one !== "en")) {
    const own: Record<string, string> = alike[tag as keyof typeof alike] ?? {};
    const texts = await textsOf(tag);
    const same = [...texts].filter(([place, text]) => text === english.get(place) && /\p{Ll}/u.test(text));
    expect(same.filter(([, text]) => !own[text])).toEqual([]);
  }
});

test("every function of a language says something", async () => {
  for (const tag of Object.keys(catalogues)) {
    const silent = [...(await textsOf(tag))].filter(([, text]) => text === "");
    expect(silent).toEqual([]);
  }
});
