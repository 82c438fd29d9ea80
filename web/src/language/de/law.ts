import { emphasis } from "../emphasis";
import type { Formats } from "../formats";

/** The German words of the law, of its deadlines, and of what if. */
export const law = (f: Formats) => {
  const flows = (n: number) => `${f.number(n)} ${f.plural(n, "Datenfluss", "Datenflüsse")}`;
  return {
    whatIf: {
      title: "Was wäre wenn",
      lead: "Wählen Sie, was geschieht. Gespeichert wird nur auf Wunsch; die Adresse dieser Seite enthält alles und lässt sich weitergeben.",
      changes: "Was geschieht",
      presets: {
        framework: "Das Data Privacy Framework fällt",
        allFrameworks: "Alle drei US-Rahmen fallen",
        assessments: "US-Recht verbietet, was abgeschätzt wurde",
        adequate: "Indien wird angemessen",
      },
      what: "Was geschieht",
      kind: {
        invalidate: "Ein Gericht erklärt für ungültig",
        end: "Endet, letzter Tag",
        enact: "Wird angemessen",
        terminate: "Ein Vertrag wird gekündigt",
        lapse: "Eine Zertifizierung läuft aus",
        withdraw: "Alle Zertifizierungen fallen weg von",
        negate: "Folgenabschätzungen werden negativ für",
      },
      subject: {
        instrument: "Instrument",
        country: "Land",
        agreement: "Schlüssel des Vertrags",
        certification: "Schlüssel der Zertifizierung",
        organization: "Schlüssel des Unternehmens",
      },
      regime: "Nach wessen Recht",
      choose: "Wählen",
      remove: "Entfernen",
      add: "Weitere Annahme",
      headline: (on: string, without: number, worse: number, better: number) =>
        worse === 0 && better === 0
          ? `Am ${f.day(on)} änderte kein Datenfluss seinen Status.`
          : emphasis(
              `Am ${f.day(on)} verlören {${flows(without)}} die letzte gültige Grundlage; ${f.number(worse)} stünden schlechter${better > 0 ? `, ${f.number(better)} besser` : ""}.`,
            ),
      before: "Vorher",
      after: "Nachher",
      change: "Änderung",
      counts: "Datenflüsse nach Status",
      fallback: "Was weiter trägt",
      noFallback: "Kein Datenfluss, der eine Grundlage verliert, hat eine andere.",
      mend: "Was am meisten behebt",
      hit: (n: number) => `${flows(n)} ${f.plural(n, "steht", "stehen")} schlechter`,
      statusAfter: "Status danach",
    },
    saved: {
      title: "Gespeichert",
      none: "Noch ist nichts gespeichert. Was gespeichert ist, lässt sich später öffnen und sagt, was es dann bewirkt.",
      saveThis: "Dies speichern",
      save: "Speichern",
      name: "Name",
      nameHint: "Unter dem andere es finden",
      further: (version: number) => `Wird Version ${f.number(version)}; ein anderer Name legt ein neues an`,
      note: "Notiz",
      noteHint: "Was andere darüber wissen sollen",
      remove: "Entfernen",
      removeNamed: (name: string) => `„${name}“ entfernen`,
      removeWhat: "Es verlässt diese Liste; seine Versionen bleiben im Verlauf.",
      did: (on: string, hits: number, without: number) =>
        `Beim Speichern: ${flows(hits)} getroffen am ${f.day(on)}, davon ${f.number(without)} ohne gültige Grundlage`,
      elsewhere: "anderswo angelegt; diese Seite kann es nicht ändern",
      since: (name: string, at: string, more: number, fewer: number) =>
        more === 0 && fewer === 0
          ? `„${name}“ trifft dieselben Datenflüsse wie beim Speichern am ${at}.`
          : `Seit „${name}“ am ${at} gespeichert wurde, ${f.plural(more, "ist", "sind")} ${f.number(more)} ${f.plural(more, "Datenfluss", "Datenflüsse")} mehr getroffen${fewer > 0 ? `, ${f.number(fewer)} nicht mehr` : ""}.`,
      counts: (then: number, now: number) => `Damals ${f.number(then)}, jetzt ${f.number(now)}.`,
      newFlows: "Neu getroffen:",
      goneFlows: "Nicht mehr getroffen:",
    },
    deadlines: {
      title: "Fristen",
      from: "Von",
      through: "bis",
      months: "Monat für Monat",
      inMonth: (n: number, affected: number) => `${f.number(n)} fällig, ${flows(affected)}`,
      what: "Was",
      affected: "Datenflüsse",
      without: "Danach ohne Grundlage",
      none: "Nichts endet, nichts wird fällig",
      noneHow: "Wählen Sie einen längeren Zeitraum.",
      asOfToday: (day: string) => `Nach dem Stand der Belege am ${f.day(day)}.`,
    },
    law: {
      title: "Recht",
      search: "Instrument suchen",
      regime: { EU: "EU", CH: "CH", UK: "UK" },
      everyRegime: "mehrere",
      none: "Kein Instrument passt",
      kind: {
        ADEQUACY: "Angemessenheitsbeschlüsse",
        FRAMEWORK: "Rahmen",
        CLAUSES: "Standardvertragsklauseln",
        ADDENDUM: "Zusätze",
        PROCESSOR_TERMS: "Bedingungen für Auftragsverarbeiter",
        OTHER_SAFEGUARD: "Andere Garantien",
        BINDING_RULES: "Verbindliche interne Vorschriften",
        DEROGATION: "Ausnahmen",
      },
      kindOfOne: {
        ADEQUACY: "Angemessenheitsbeschluss",
        FRAMEWORK: "Rahmen",
        CLAUSES: "Standardvertragsklauseln",
        ADDENDUM: "Zusatz",
        PROCESSOR_TERMS: "Bedingungen für Auftragsverarbeiter",
        OTHER_SAFEGUARD: "Andere Garantie",
        BINDING_RULES: "Verbindliche interne Vorschriften",
        DEROGATION: "Ausnahme",
      },
      text: "Der Text",
      citation: "Fundstelle",
      ended: "Ende",
      sources: "Quellen",
      confidence: "Wie sicher",
      sure: {
        VERIFIED: "ein öffentlicher Text bestätigt es",
        RECALLED: "beruht allein auf Wissen",
        UNKNOWN: "ließ sich nicht feststellen",
      },
      note: "Anmerkung",
      recognition: "Anerkannt von",
      conclude: "Abzuschließen",
      rely: "Trägt",
      with: "Zusammen mit",
      rests: (on: string, n: number) =>
        `${flows(n)} ${f.plural(n, "beruht", "beruhen")} am ${f.day(on)} darauf`,
      overTime: (most: number) => `bis zu ${flows(most)}`,
      neverUsed: "Kein erfasster Datenfluss beruhte je darauf.",
      whatIf: "Was, wenn es an diesem Tag fiele?",
    },
  };
};
