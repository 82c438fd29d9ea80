import type { Cause, Change } from "../../flow/events";
import { shortName } from "../../overview/marks";

type Words = Record<Change["what"], (change: Change) => string>;

/** What happened in the life of a flow, in German, where there is little room. */
export const eventLabels: Words = {
  begins: () => "Beginnt",
  ends: () => "Endet",
  comes: ({ name }) => `${shortName(name)} trägt`,
  goes: ({ name }) => `${shortName(name)} endet`,
  reason: () => "Gefährdet",
  mended: () => "Behoben",
};

const causes: Record<Cause, string> = {
  law: "Durch das Recht",
  evidence: "Durch Belege",
  flow: "Von Anfang an",
  above: "Durch den Datenfluss davor",
};

const of = (evidence: string) => (evidence ? ` (${evidence})` : "");
const because = (by: string) => (by ? `: ${by}` : "");

/** The same in a sentence. */
export const eventTexts: Words = {
  begins: () => "Der Datenfluss beginnt",
  ends: () => "Der Datenfluss endet",
  comes: ({ cause, name, evidence }) => `${causes[cause]}: ${name} wird Grundlage${of(evidence)}`,
  goes: ({ cause, name, evidence, by }) =>
    `${causes[cause]}: ${name} trägt nicht mehr${of(evidence)}${because(by)}`,
  reason: ({ cause, name }) => `${causes[cause]}: ${name}`,
  mended: ({ name }) => `Nicht länger der Fall: ${name}`,
};
