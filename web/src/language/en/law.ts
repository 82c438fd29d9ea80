import type { Confidence, InstrumentKind } from "../../graphql/schema.gen";
import { emphasis } from "../emphasis";
import type { Formats } from "../formats";

/** The words of the law, of its deadlines, and of what if. */
export const law = (f: Formats) => {
  const flows = (n: number) => `${f.number(n)} ${f.plural(n, "flow", "flows")}`;
  return {
    whatIf: {
      title: "What if",
      lead: "Choose what happens. Nothing is stored unless you save it; the address of this page holds it all, to be sent to others.",
      changes: "What happens",
      presets: {
        framework: "The Data Privacy Framework falls",
        allFrameworks: "All three US frameworks fall",
        assessments: "US law bars what assessments found",
        adequate: "India becomes adequate",
      },
      what: "What happens",
      kind: {
        invalidate: "A court invalidates",
        end: "Ends, last day",
        enact: "Becomes adequate",
        terminate: "An agreement is terminated",
        lapse: "A certification lapses",
        withdraw: "All certifications withdrawn of",
        negate: "Assessments turn negative for",
      },
      subject: {
        instrument: "Instrument",
        country: "Country",
        agreement: "Key of the agreement",
        certification: "Key of the certification",
        organization: "Key of the company",
      },
      regime: "Under whose law",
      choose: "Choose",
      remove: "Remove",
      add: "Add another",
      headline: (on: string, without: number, worse: number, better: number) =>
        worse === 0 && better === 0
          ? `On ${f.day(on)}, no flow would change its status.`
          : emphasis(
              `On ${f.day(on)}, {${flows(without)}} would lose the last valid basis; ${f.number(worse)} would be worse off${better > 0 ? `, ${f.number(better)} better` : ""}.`,
            ),
      before: "Before",
      after: "After",
      change: "Change",
      counts: "Flows by status",
      fallback: "What holds on",
      noFallback: "No flow that loses a basis has another.",
      mend: "What would mend most",
      hit: (n: number) => `${f.number(n)} ${f.plural(n, "flow is", "flows are")} worse off`,
      statusAfter: "Status after",
    },
    saved: {
      title: "Saved",
      none: "Nothing is saved yet. What is saved can be opened later, and tells what it does by then.",
      saveThis: "Save this",
      save: "Save",
      name: "Name",
      nameHint: "Under which others will find it",
      further: (version: number) => `Becomes version ${f.number(version)}; another name makes a new one`,
      note: "Note",
      noteHint: "What others are to know about it",
      remove: "Remove",
      removeNamed: (name: string) => `Remove “${name}”`,
      removeWhat: "It leaves this list; its versions stay in the history.",
      did: (on: string, hits: number, without: number) =>
        `When it was saved: ${flows(hits)} hit on ${f.day(on)}, ${f.number(without)} of them without a valid basis`,
      elsewhere: "recorded elsewhere; this page cannot change it",
      since: (name: string, at: string, more: number, fewer: number) =>
        more === 0 && fewer === 0
          ? `“${name}” hits the same flows as when it was saved on ${at}.`
          : `Since “${name}” was saved on ${at}, ${f.number(more)} more ${f.plural(more, "flow is", "flows are")} hit${fewer > 0 ? `, and ${f.number(fewer)} no longer ${f.plural(fewer, "is", "are")}` : ""}.`,
      counts: (then: number, now: number) => `Then ${f.number(then)}, now ${f.number(now)}.`,
      newFlows: "Newly hit:",
      goneFlows: "No longer hit:",
    },
    deadlines: {
      title: "Deadlines",
      from: "From",
      through: "to",
      months: "Month by month",
      inMonth: (n: number, affected: number) => `${f.number(n)} due, ${flows(affected)}`,
      what: "What",
      affected: "Flows on it",
      without: "Left without a basis",
      none: "Nothing ends or falls due",
      noneHow: "Choose a longer period.",
      asOfToday: (day: string) => `As the evidence stands on ${f.day(day)}.`,
    },
    law: {
      title: "Law",
      search: "Find an instrument",
      regime: { EU: "EU", CH: "CH", UK: "UK" },
      everyRegime: "several",
      none: "No instrument fits",
      kind: {
        ADEQUACY: "Findings of adequacy",
        FRAMEWORK: "Frameworks",
        CLAUSES: "Standard contractual clauses",
        ADDENDUM: "Addenda",
        PROCESSOR_TERMS: "Terms with processors",
        OTHER_SAFEGUARD: "Other safeguards",
        BINDING_RULES: "Binding corporate rules",
        DEROGATION: "Derogations",
      } satisfies Record<InstrumentKind, string>,
      kindOfOne: {
        ADEQUACY: "Finding of adequacy",
        FRAMEWORK: "Framework",
        CLAUSES: "Standard contractual clauses",
        ADDENDUM: "Addendum",
        PROCESSOR_TERMS: "Terms with a processor",
        OTHER_SAFEGUARD: "Other safeguard",
        BINDING_RULES: "Binding corporate rules",
        DEROGATION: "Derogation",
      } satisfies Record<InstrumentKind, string>,
      text: "The text",
      citation: "Citation",
      ended: "End",
      sources: "Sources",
      confidence: "How sure",
      sure: {
        VERIFIED: "a public text confirms it",
        RECALLED: "rests on knowledge alone",
        UNKNOWN: "could not be established",
      } satisfies Record<Confidence, string>,
      note: "Note",
      recognition: "Recognised by",
      conclude: "May be concluded",
      rely: "May be relied on",
      with: "Together with",
      rests: (on: string, n: number) => `${flows(n)} ${f.plural(n, "rests", "rest")} on it on ${f.day(on)}`,
      overTime: (most: number) => `up to ${flows(most)}`,
      neverUsed: "No recorded flow ever rested on it.",
      whatIf: "What if it fell on this day?",
    },
  };
};
