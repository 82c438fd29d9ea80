import type { Cause, Change } from "../../flow/events";
import { shortName } from "../../overview/marks";

type Words = Record<Change["what"], (change: Change) => string>;

/** What happened in the life of a flow, where there is little room. */
export const eventLabels: Words = {
  begins: () => "Begins",
  ends: () => "Ends",
  comes: ({ name }) => `${shortName(name)} holds`,
  goes: ({ name }) => `${shortName(name)} ends`,
  reason: () => "At risk",
  mended: () => "Mended",
};

const causes: Record<Cause, string> = {
  law: "By law",
  evidence: "By evidence",
  flow: "From the beginning",
  above: "By the flow before",
};

const of = (evidence: string) => (evidence ? ` (${evidence})` : "");
const because = (by: string) => (by ? `: ${by}` : "");

/** The same in a sentence. */
export const eventTexts: Words = {
  begins: () => "The flow begins",
  ends: () => "The flow ends",
  comes: ({ cause, name, evidence }) => `${causes[cause]}, ${name} becomes a basis${of(evidence)}`,
  goes: ({ cause, name, evidence, by }) =>
    `${causes[cause]}, ${name} is no longer a basis${of(evidence)}${because(by)}`,
  reason: ({ cause, name }) => `${causes[cause]}: ${name}`,
  mended: ({ name }) => `No longer the case: ${name}`,
};
