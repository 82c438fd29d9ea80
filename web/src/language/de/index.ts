import { type Mark, type OwnDeadline, placeOf, shortName, type Turn } from "../../overview/marks";
import type { Catalogue } from "../catalogues";
import { emphasis } from "../emphasis";
import type { Words } from "../en/index";
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

const german = (f: Formats): Words => ({
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

export const catalogue: Catalogue = { locale: "de", words: german };

/** What is due of our own evidence, where there is little room. */
const dueShort: Record<OwnDeadline, string> = {
  AGREEMENT_ENDS: "Vertrag endet",
  CERTIFICATION_ENDS: "Zertifizierung endet",
  RULES_END: "Vorschriften enden",
  GROUP_ENDS: "Verlässt Konzern",
  RECERTIFICATION_DUE: "Zu erneuern",
  ASSESSMENT_DUE: "Zu prüfen",
};

const general = (f: Formats) => {
  const flows = (n: number) => `${f.number(n)} ${f.plural(n, "Datenfluss", "Datenflüsse")}`;
  const turn: Record<Turn, string> = {
    begins: "Beginnt:",
    falls: "Fällt:",
    ends: "Trägt nicht mehr:",
    adequate: "Für angemessen befunden:",
    inadequate: "Nicht mehr angemessen:",
    replaced: "Angemessenheit neu beschlossen:",
    due: "Fällig:",
  };
  const deadline = {
    AGREEMENT_ENDS: "Vertrag endet",
    RELIANCE_ENDS: "Klauseln tragen nicht länger",
    INSTRUMENT_ENDS: "Instrument endet",
    RECERTIFICATION_DUE: "Zertifizierung zu erneuern",
    ASSESSMENT_DUE: "Folgenabschätzung zu prüfen",
    CERTIFICATION_ENDS: "Zertifizierung endet",
    RULES_END: "Interne Vorschriften enden",
    GROUP_ENDS: "Verlässt die Gruppe",
  };
  const inFull = ({ of, turn: kind }: Mark) =>
    `${turn[kind]} ${f.list(of.map(({ name, due }) => (due ? `${deadline[due]} ${name}` : name)))}`;
  return {
    general: {
      flows,
      all: "Alle",
      day: "Tag",
      today: "Heute",
      loading: "Lädt",
      removeFilter: "(entfernen)",
      inDays: (n: number) =>
        n === 0
          ? "heute"
          : n > 0
            ? `in ${f.number(n)} ${f.plural(n, "Tag", "Tagen")}`
            : `vor ${f.number(-n)} ${f.plural(-n, "Tag", "Tagen")}`,
      asOf: "Stand",
      none: "keine",
      in: (country: string) => `(${f.country(country)})`,
      close: "Schließen",
      loseTyped: "Was Sie hier eingegeben haben, ist nicht gespeichert.",
      lose: "Verwerfen",
      goOn: "Weiter eingeben",
      copy: "Kopieren",
      copied: "Kopiert",
      download: "Herunterladen",
      chooseFile: "Datei wählen",
      chooseFiles: "Dateien wählen",
      noFile: "Keine Datei ist gewählt",
      toBegin: "Zum Anfang",
      exports: "Als Datei exportieren",
      exportAs: (form: string) => `Als ${form}`,
      of: (n: number, all: number) => `${f.number(n)} von ${f.number(all)}`,
      firstRows: (n: number, all: number) =>
        `Hier stehen die ersten ${f.number(n)} von ${f.number(all)}: grenzen Sie ein, um andere zu sehen.`,
      printedRows: (n: number, all: number) =>
        `Gedruckt sind die ersten ${f.number(n)} von ${f.number(all)}.`,
      period: (from: string | null, through: string | null) =>
        from && through
          ? `${f.shortDay(from)} bis ${f.shortDay(through)}`
          : from
            ? `seit ${f.shortDay(from)}`
            : through
              ? `bis ${f.shortDay(through)}`
              : "immer",
    },
    bar: {
      skip: "Zum Inhalt",
      pages: "Seiten",
      search: "Suchen",
      searchKeys: "Strg K",
      language: "Sprache",
      theme: { dark: "Dunkel anzeigen", light: "Hell anzeigen" },
      places: {
        "/": "Überblick",
        "/flags": "Befunde",
        "/flows": "Datensätze",
        "/dpa": "Vertrieb",
        "/what-if": "Was wäre wenn",
        "/deadlines": "Fristen",
        "/import": "Import",
        "/tokens": "Zugang",
        "/law": "Recht",
        "/log": "Protokoll",
      },
    },
    status: {
      NO_VALID_BASIS: "Ohne Grundlage",
      AT_RISK: "Gefährdet",
      VALID: "Zulässig",
      NOT_RESTRICTED: "Nicht beschränkt",
      INACTIVE: "Ruht",
    },
    map: {
      name: (day: string) => `Wege am ${f.day(day)}`,
      from: (country: string) => `aus: ${country}`,
      to: (country: string) => `nach: ${country}`,
      route: (from: string, to: string) => `${f.name(from)} → ${f.name(to)}`,
      destination: (country: string, n: number, without: number) =>
        `Nach ${country}: ${flows(n)}, ${f.number(without)} ohne gültige Grundlage`,
      origin: (country: string, n: number, without: number) =>
        `Aus ${country}: ${flows(n)}, ${f.number(without)} ohne gültige Grundlage`,
      views: "Ausschnitt",
      world: "Welt",
      europe: "Europa",
      keyOrigin: "Herkunft",
      keyDestination: "Ziel, nach Status",
      asTable: (n: number) => `${f.plural(n, "Der eine Weg", `Die ${f.number(n)} Wege`)} als Tabelle`,
    },
    overview: {
      title: "Überblick",
      counts: "Datenflüsse des Tages",
      headline: (without: number, active: number) =>
        active === 0
          ? "Kein Datenfluss ist aktiv."
          : without === 0
            ? emphasis(
                `{Jeder} von ${f.number(active)} Datenflüssen hat {eine gültige Grundlage}.`,
                "all-well",
              )
            : emphasis(
                `{${f.number(without)}} von ${f.number(active)} Datenflüssen ${f.plural(without, "hat", "haben")} {keine gültige Grundlage}.`,
              ),
      struck: "die Datenflüsse, die es traf",
      turned: (kind: Turn) => turn[kind],
      markLabel: ({ turn: kind, of }: Mark) => {
        const [name = "", n] = [of[0]?.name, of.length];
        switch (kind) {
          case "begins":
            return `${shortName(name)} beginnt`;
          case "falls":
            return `${shortName(name)} fällt`;
          case "ends":
            return "Alte Klauseln enden";
          case "adequate":
            return n === 1 ? `${placeOf(name)} angemessen` : `${f.number(n)} angemessen`;
          case "inadequate":
            return n === 1
              ? `${placeOf(name)} nicht mehr angemessen`
              : `${f.number(n)} nicht mehr angemessen`;
          case "replaced":
            return `${f.number(n)} neu beschlossen`;
          case "due":
            return n === 1 ? dueShort[of[0]?.due ?? "AGREEMENT_ENDS"] : `${f.number(n)} fällig`;
        }
      },
      markText: inFull,
      marks: "Marken am Regler",
      marksCounted: (marks: Mark[]) => {
        const due = marks.filter((mark) => mark.turn === "due").length;
        const n = f.number(marks.reduce((sum, mark) => sum + (mark.turn === "due" ? mark.of.length : 1), 0));
        return due === marks.length ? `${n} Fristen` : due === 0 ? `${n} Beschlüsse` : `${n} Marken`;
      },
      slider: "Tag",
      stopText: (day: string, without: number, active: number, turned: Mark[]) =>
        [
          `${f.day(day)}: ${f.number(without)} von ${f.number(active)} Datenflüssen ohne gültige Grundlage`,
          ...turned.map(inFull),
        ].join(". "),
      since: (day: string) => `seit ${f.day(day)}`,
      toFlags: (n: number) =>
        n === 0 ? "Keine Befunde" : `${f.number(n)} ${f.plural(n, "Befund", "Befunde")}, und was sie behebt`,
      nextDeadlines: "Nächste Fristen",
      noDeadlines: "In den nächsten zwei Jahren endet nichts, und nichts wird fällig.",
      allDeadlines: (n: number) => `Alle ${f.number(n)} Fristen`,
      news: (n: number, since: string) =>
        n === 0
          ? `Seit ${since} wurde nichts geschrieben.`
          : `${f.number(n)} ${f.plural(n, "Eintrag", "Einträge")} seit ${since}`,
      flagsCome: (n: number) => `${f.number(n)} ${f.plural(n, "Befund ist", "Befunde sind")} dazugekommen`,
      flagsGone: (n: number) => `${f.number(n)} ${f.plural(n, "Befund ist", "Befunde sind")} erledigt`,
      noFlagsTurned: "Kein Befund kam dazu, keiner ist erledigt.",
      flagsUntold: "Zu viel wurde geschrieben, um die Befunde zu nennen, die kamen und gingen.",
      allTurned: (n: number) => `Alle ${f.number(n)}`,
      flagsOfToday: "Alle Befunde von heute",
      newsTitle: "Seit Ihrem letzten Besuch",
      times: (n: number) => `${f.number(n)}-mal`,
      toLog: "Zum Protokoll",
      play: "Abspielen",
      pause: "Anhalten",
      turnBefore: "Vorige Wende im Recht",
      turnAfter: "Nächste",
      scale: (most: number) => `Höhe: bis ${flows(most)}`,
    },
    deadline,
    empty: {
      title: "Dieses Register ist leer",
      how: "Sechs CSV-Dateien beschreiben Unternehmen, Verträge, Zertifizierungen, interne Vorschriften, Folgenabschätzungen und Datenflüsse. Legen Sie sie auf der Seite für Importe ab, oder nennen Sie sie dem Programm, in beliebiger Reihenfolge:",
      toImport: "Dateien importieren",
      sample: "Zum Umsehen gibt es ein Beispielregister in einem Ordner für sich:",
    },
    refused: {
      title: "Das ging nicht",
      unreachable: "Der Server ist nicht zu erreichen. Nichts, was Sie eingegeben haben, ist verloren.",
      again: "Noch einmal",
      absent: "Diesen Eintrag gibt es nicht",
      failed: "Diese Seite ist gescheitert",
      failedHow:
        "Was erfasst ist, ist unberührt. Vielleicht fragt die Adresse nach etwas, das es nicht gibt; wenn doch, sagen Sie es denen, die dieses Register betreiben.",
      home: "Zum Überblick",
    },
    notFound: {
      title: "Diese Seite gibt es nicht",
      words:
        "Die Adresse führt nirgendwohin. Vielleicht wurde ein Eintrag entfernt, vielleicht fehlt ein Buchstabe.",
    },
    signIn: {
      provider: "Beim Anbieter anmelden",
      providerAgain: "Beim Anbieter erneut versuchen",
      sentBack: "Sie sind nicht angemeldet",
      title: "Bitte melden Sie sich an",
      exchanging: "Sie werden angemeldet",
      refused: "Dieser Link gilt nicht mehr: Jeder öffnet einmal eine Sitzung.",
      how: "Wer dieses Register betreibt, kann Ihnen einen Link geben. Auf dem Rechner des Servers:",
      kept: "Öffnen Sie ihn in einem anderen Tab, oder fügen Sie ihn hier ein: Was Sie auf dieser Seite eingegeben haben, bleibt.",
      paste: "Der Link",
      use: "Anmelden",
      again: "Ich bin angemeldet",
    },
    end: {
      INVALIDATED: "für ungültig erklärt",
      REPEALED: "aufgehoben",
      LAPSED: "ausgelaufen",
      WITHDRAWN: "zurückgenommen",
      SUPERSEDED: "abgelöst",
    },
  };
};
