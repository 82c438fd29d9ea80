import type { DeadlineKind, EndKind } from "../../graphql/schema.gen";
import { type Mark, type OwnDeadline, placeOf, shortName, type Turn } from "../../overview/marks";
import type { Catalogue } from "../catalogues";
import { emphasis } from "../emphasis";
import type { Formats } from "../formats";
import { answers } from "./answers";
import { changes } from "./changes";
import { evidence } from "./evidence";
import { imports } from "./imports";
import { known } from "./known";
import { law } from "./law";
import { log } from "./log";
import { people } from "./people";
import { records } from "./records";
import { triage } from "./triage";

/** The words of the page. A further language is one more folder with a catalogue of this shape. */
export type Words = ReturnType<typeof english>;

export const english = (f: Formats) => ({
  ...general(f),
  ...answers(f),
  ...known(f),
  ...law(f),
  ...log(f),
  ...records(f),
  ...people(f),
  ...imports(f),
  ...evidence(f),
  ...changes(f),
  ...triage(f),
});

export const catalogue: Catalogue = { locale: "en-GB", words: english };

/** What is due of our own evidence, where there is little room. */
const dueShort = {
  AGREEMENT_ENDS: "Agreement ends",
  CERTIFICATION_ENDS: "Certification ends",
  RULES_END: "Rules end",
  GROUP_ENDS: "Leaves group",
  RECERTIFICATION_DUE: "Renewal due",
  ASSESSMENT_DUE: "Review due",
} satisfies Record<OwnDeadline, string>;

const general = (f: Formats) => {
  const flows = (n: number) => `${f.number(n)} ${f.plural(n, "flow", "flows")}`;
  const turn: Record<Turn, string> = {
    begins: "Begins:",
    falls: "Falls:",
    ends: "Can no longer be relied on:",
    adequate: "Found adequate:",
    inadequate: "No longer adequate:",
    replaced: "Findings of adequacy replaced:",
    due: "Due:",
  };
  const deadline = {
    AGREEMENT_ENDS: "Agreement ends",
    RELIANCE_ENDS: "Clauses can no longer be relied on",
    INSTRUMENT_ENDS: "Instrument ends",
    RECERTIFICATION_DUE: "Certification due for renewal",
    ASSESSMENT_DUE: "Assessment due for review",
    CERTIFICATION_ENDS: "Certification ends",
    RULES_END: "Binding rules end",
    GROUP_ENDS: "Leaves its group",
  } satisfies Record<DeadlineKind, string>;
  const inFull = ({ of, turn: kind }: Mark) =>
    `${turn[kind]} ${f.list(of.map(({ name, due }) => (due ? `${deadline[due]} ${name}` : name)))}`;
  return {
    general: {
      flows,
      all: "All",
      day: "Day",
      today: "Today",
      loading: "Loading",
      removeFilter: "(remove)",
      inDays: (n: number) =>
        n === 0
          ? "today"
          : n > 0
            ? `in ${f.number(n)} ${f.plural(n, "day", "days")}`
            : `${f.number(-n)} ${f.plural(-n, "day", "days")} ago`,
      asOf: "As of",
      none: "none",
      in: (country: string) => `(${f.country(country)})`,
      close: "Close",
      loseTyped: "What you typed here is not saved.",
      lose: "Discard it",
      goOn: "Go on typing",
      copy: "Copy",
      copied: "Copied",
      download: "Download",
      chooseFile: "Choose a file",
      chooseFiles: "Choose files",
      noFile: "No file is chosen",
      toBegin: "To the beginning",
      exports: "Export as a file",
      exportAs: (form: string) => `Export ${form}`,
      of: (n: number, all: number) => `${f.number(n)} of ${f.number(all)}`,
      firstRows: (n: number, all: number) =>
        `The first ${f.number(n)} of ${f.number(all)} are listed here: narrow them to see others.`,
      printedRows: (n: number, all: number) => `The first ${f.number(n)} of ${f.number(all)} are printed.`,
      period: (from: string | null, through: string | null) =>
        from && through
          ? `${f.shortDay(from)} to ${f.shortDay(through)}`
          : from
            ? `since ${f.shortDay(from)}`
            : through
              ? `until ${f.shortDay(through)}`
              : "always",
    },
    bar: {
      skip: "Skip to the content",
      pages: "Pages",
      search: "Search",
      searchKeys: "Ctrl K",
      language: "Language",
      theme: { dark: "Change to dark", light: "Change to light" },
      places: {
        "/": "Overview",
        "/flags": "Flags",
        "/flows": "Records",
        "/dpa": "Sales",
        "/what-if": "What if",
        "/deadlines": "Deadlines",
        "/import": "Import",
        "/tokens": "Access",
        "/law": "Law",
        "/log": "Log",
      },
    },
    status: {
      NO_VALID_BASIS: "No valid basis",
      AT_RISK: "At risk",
      VALID: "Valid",
      NOT_RESTRICTED: "Not restricted",
      INACTIVE: "Inactive",
    },
    map: {
      name: (day: string) => `Routes on ${f.day(day)}`,
      from: (country: string) => `from ${country}`,
      to: (country: string) => `to ${country}`,
      route: (from: string, to: string) => `${f.name(from)} → ${f.name(to)}`,
      destination: (country: string, n: number, without: number) =>
        `To ${country}: ${flows(n)}, ${f.number(without)} without a valid basis`,
      origin: (country: string, n: number, without: number) =>
        `From ${country}: ${flows(n)}, ${f.number(without)} without a valid basis`,
      views: "Part of the world",
      world: "World",
      europe: "Europe",
      keyOrigin: "origin",
      keyDestination: "destination, by status",
      asTable: (n: number) => `The ${f.number(n)} ${f.plural(n, "route", "routes")} as a table`,
    },
    overview: {
      title: "Overview",
      counts: "Flows of the day",
      headline: (without: number, active: number) =>
        active === 0
          ? "No flow is active."
          : without === 0
            ? emphasis(`Each of ${flows(active)} has {a valid basis}.`, "all-well")
            : emphasis(
                `{${f.number(without)}} of ${flows(active)} ${f.plural(without, "has", "have")} {no valid basis}.`,
              ),
      struck: "the flows that it struck",
      turned: (kind: Turn) => turn[kind],
      markLabel: ({ turn: kind, of }: Mark) => {
        const [name = "", n] = [of[0]?.name, of.length];
        switch (kind) {
          case "begins":
            return `${shortName(name)} begins`;
          case "falls":
            return `${shortName(name)} falls`;
          case "ends":
            return "Old clauses end";
          case "adequate":
            return n === 1 ? `${placeOf(name)} adequate` : `${f.number(n)} found adequate`;
          case "inadequate":
            return n === 1 ? `${placeOf(name)} no longer adequate` : `${f.number(n)} no longer adequate`;
          case "replaced":
            return `${f.number(n)} ${f.plural(n, "finding", "findings")} replaced`;
          case "due":
            return n === 1 ? dueShort[of[0]?.due ?? "AGREEMENT_ENDS"] : `${f.number(n)} due`;
        }
      },
      markText: inFull,
      marks: "Marks on the slider",
      marksCounted: (marks: Mark[]) => {
        const due = marks.filter((mark) => mark.turn === "due").length;
        const n = f.number(marks.reduce((sum, mark) => sum + (mark.turn === "due" ? mark.of.length : 1), 0));
        return due === marks.length ? `${n} deadlines` : due === 0 ? `${n} decisions` : `${n} marks`;
      },
      slider: "Day",
      stopText: (day: string, without: number, active: number, turned: Mark[]) =>
        [
          `${f.day(day)}: ${f.number(without)} of ${flows(active)} without a valid basis`,
          ...turned.map(inFull),
        ].join(". "),
      since: (day: string) => `since ${f.day(day)}`,
      toFlags: (n: number) =>
        n === 0
          ? "No flags that day"
          : `${f.number(n)} ${f.plural(n, "flag", "flags")}, and what would mend ${f.plural(n, "it", "them")}`,
      nextDeadlines: "Next deadlines",
      noDeadlines: "Nothing ends or falls due within two years.",
      allDeadlines: (n: number) => `All ${f.number(n)} deadlines`,
      news: (n: number, since: string) =>
        n === 0
          ? `Nothing was written since ${since}.`
          : `${f.number(n)} ${f.plural(n, "write", "writes")} since ${since}`,
      flagsCome: (n: number) => `${f.number(n)} ${f.plural(n, "flag has", "flags have")} come`,
      flagsGone: (n: number) => `${f.number(n)} ${f.plural(n, "flag is", "flags are")} gone`,
      noFlagsTurned: "No flag has come or gone.",
      flagsUntold: "Too much was written to name the flags that came and went.",
      allTurned: (n: number) => `All ${f.number(n)}`,
      flagsOfToday: "All flags of today",
      newsTitle: "Since your last visit",
      times: (n: number) => `${f.number(n)} times`,
      toLog: "Open the log",
      play: "Play",
      pause: "Pause",
      turnBefore: "Earlier turn of the law",
      turnAfter: "Later",
      scale: (most: number) => `Height: up to ${flows(most)}`,
    },
    deadline,
    empty: {
      title: "This registry is empty",
      how: "Six CSV files describe organizations, agreements, certifications, binding rules, assessments and flows. Drop them onto the page of imports, or name them to the program, in any order:",
      toImport: "Import files",
      sample: "To look around first, the sample registry lives in a folder of its own:",
    },
    refused: {
      title: "That did not work",
      unreachable: "The server cannot be reached. Nothing that you typed is lost.",
      again: "Try again",
      absent: "There is no such record",
      failed: "This page failed",
      failedHow:
        "What is recorded is not touched. The address may ask for something that does not exist; tell whoever runs this registry if it does.",
      home: "Go to the overview",
    },
    notFound: {
      title: "There is no such page",
      words: "The address leads nowhere. A record may have been removed, or a letter may be missing.",
    },
    signIn: {
      provider: "Sign in at your provider",
      providerAgain: "Try again at your provider",
      sentBack: "You are not signed in",
      title: "Please sign in",
      exchanging: "Signing you in",
      refused: "That link no longer works: each opens one session, once.",
      how: "Whoever runs this registry can make you a link. On the machine of the server:",
      kept: "Open it in another tab, or paste it here: what you have typed on this page stays.",
      paste: "The link",
      use: "Sign in",
      again: "I have signed in",
    },
    end: {
      INVALIDATED: "invalidated",
      REPEALED: "repealed",
      LAPSED: "lapsed",
      WITHDRAWN: "withdrawn",
      SUPERSEDED: "superseded",
    } satisfies Record<EndKind, string>,
  };
};
