import type { LifeEvent } from "../../flow/events";
import type { RemedyKind } from "../../graphql/schema.gen";
import { emphasis } from "../emphasis";
import type { Act, DpaFacts } from "../en/answers";
import type { Formats } from "../formats";
import { eventLabels, eventTexts } from "./events";

/** The German words of what is asked of flows and of customers. */
export const answers = (f: Formats) => {
  /** What has to be done once, and by whom: what the same two do together is said together. */
  const onceDone = (pieces: Act[]) => {
    const has = (kind: RemedyKind) => pieces.find((piece) => piece.kind === kind);
    const [signed, assessed, certified, approved] = [
      has("SIGN"),
      has("ASSESS"),
      has("CERTIFY"),
      has("APPROVE"),
    ];
    const name = (one: { name: string } | null | undefined) => f.name(one?.name ?? "");
    const both = (of: Act, joint: string) => `${name(of.exporter)}${joint}${name(of.importer)}`;
    return f.list([
      ...(signed
        ? [`ein Vertrag${assessed ? " und eine Abschätzung" : ""} von ${both(signed, " mit ")}`]
        : []),
      ...(assessed && !signed ? [`eine Abschätzung der Übermittlungen von ${both(assessed, " an ")}`] : []),
      ...(certified ? [`eine Zertifizierung von ${name(certified.importer)}`] : []),
      ...(approved ? [`eine Genehmigung für die Gruppe ${f.name(approved.group)}`] : []),
    ]);
  };
  const flows = (n: number) => `${f.number(n)} ${f.plural(n, "Datenfluss", "Datenflüsse")}`;
  return {
    dpa: {
      title: "Haben wir einen unterschriebenen Vertrag?",
      box: "Kunde",
      placeholder: "Name oder Domain des Kunden",
      hint: "Die Antwort kommt beim Tippen. Pfeiltasten wählen unter mehreren.",
      customers: "Kunden",
      asOf: (day: string) => `Stand ${f.day(day)}`,
      nobody: (search: string) => `Kein Kunde heißt „${search}“`,
      nobodyHow:
        "Versuchen Sie einen Teil des Namens oder die Domain der Mailadressen. Ein Vertrag gilt nur zwischen seinen beiden Parteien: Konzernunternehmen sind einzeln erfasst.",
      more: (n: number, all: number) => `${f.number(n)} von ${f.number(all)}: Geben Sie mehr vom Namen ein.`,
      short: {
        IN_FORCE: "Ja",
        NOT_YET_EFFECTIVE: "Bald",
        AWAITING_SIGNATURE: "Offen",
        ENDED: "Beendet",
        NONE: "Keiner",
      },
      status: {
        IN_FORCE: "Ja, geschlossen und in Kraft",
        NOT_YET_EFFECTIVE: "Geschlossen, gilt erst später",
        AWAITING_SIGNATURE: "Eine Unterschrift fehlt",
        ENDED: "Nein, er ist beendet",
        NONE: "Kein Vertrag",
      },
      since: "Von beiden geschlossen",
      through: "Läuft bis",
      missing: "Unterschrift fehlt",
      covers: "Gilt für",
      exactly: "diese beiden Unternehmen, keine weiteren des Konzerns",
      clauses: "Klauseln",
      agreement: "Vertrag",
      document: (name: string) => `${name || "Vertrag"} herunterladen`,
      noDocument: "Die unterschriebene Datei liegt hier nicht.",
      sentence: {
        IN_FORCE: ({ customer, since, through }: DpaFacts) =>
          `Unser Auftragsverarbeitungsvertrag mit ${customer} wurde${since ? ` am ${f.day(since)}` : ""} von beiden Seiten geschlossen und ist in Kraft${through ? ` bis ${f.day(through)}` : ""}.`,
        NOT_YET_EFFECTIVE: ({ customer, effective }: DpaFacts) =>
          `Unser Auftragsverarbeitungsvertrag mit ${customer} ist geschlossen und gilt${effective ? ` ab ${f.day(effective)}` : " später"}.`,
        AWAITING_SIGNATURE: ({ customer, missing }: DpaFacts) =>
          `Unserem Auftragsverarbeitungsvertrag mit ${customer} fehlt noch ${missing.length > 0 ? `die Unterschrift von ${f.list(missing)}` : "eine Unterschrift"}.`,
        ENDED: ({ customer, through }: DpaFacts) =>
          `Unser Auftragsverarbeitungsvertrag mit ${customer} ist beendet${through ? ` (${f.day(through)})` : ""}; ein neuer ist zu unterschreiben.`,
        NONE: ({ customer }: DpaFacts) => `Mit ${customer} gibt es noch keinen Auftragsverarbeitungsvertrag.`,
      },
    },
    flags: {
      title: "Befunde",
      lead: (on: string, without: number, risk: number) =>
        without + risk > 0
          ? emphasis(
              `Am ${f.day(on)} ${f.plural(without, "hat", "haben")} {${flows(without)}} keine gültige Grundlage, ${f.number(risk)} ${f.plural(risk, "ist", "sind")} gefährdet.`,
            )
          : "",
      none: "Keine Befunde an diesem Tag",
      noneHow:
        "Jeder aktive Datenfluss hat eine gültige Grundlage, und nichts ist gefährdet. Sehen Sie sich einen Tag an, an dem sich das Recht wendete:",
      noneLink: "16. Juli 2020, der Fall des Privacy Shield",
      groups: "Gruppen",
      by: { mend: "Abhilfe", reason: "Grund", importer: "Empfänger", country: "Land", customer: "Kunde" },
      nothingFits: "Kein Befund passt zu allem",
      clear: "Alle Befunde zeigen",
      shown: (n: number, day: string) => `${flows(n)} am ${day}`,
      rows: "Datenflüsse, zeilenweise",
      status: "Status",
      flow: "Datenfluss",
      parties: "Absender → Empfänger",
      route: "Weg",
      why: "Warum",
      andMore: (n: number) => `und ${f.number(n)} weitere`,
      moreGroups: (n: number, all: number) => `Mehr als diese ${f.number(n)} von ${f.number(all)} Gruppen`,
      whoActs: "Wer handeln muss",
      oneMends: (pieces: Act[], n: number) =>
        `${onceDone(pieces)} ${f.plural(pieces.length, "behebt", "beheben")} ${f.number(n)}`,
      mends: (n: number) => `behebt ${f.number(n)}`,
      moreWhoAct: (n: number) => `und ${f.number(n)} weitere, die es könnten`,
      noRemedy: "Nichts, was die Parteien tun können",
      noCustomer: "Kein Kunde genannt",
      exporter: (name: string) => `von ${name}`,
    },
    mend: {
      SIGN: (evidence: string) => `Vertrag${evidence ? ` mit ${evidence}` : ""} unterschreiben`,
      ASSESS: () => "Übermittlung abschätzen",
      CERTIFY: (evidence: string) => `Empfänger lässt sich in ${evidence} zertifizieren`,
      APPROVE: (evidence: string) =>
        `interne Vorschriften genehmigen lassen${evidence ? ` (${evidence})` : ""}`,
    },
    flow: {
      origin: "Herkunft",
      destination: "Ziel",
      life: "Leben des Datenflusses",
      chosenDay: "Gewählter Tag",
      lifeInWords: (n: number) =>
        `${f.plural(n, "Der eine Abschnitt", `Die ${f.number(n)} Abschnitte`)} in Worten`,
      why: "Warum",
      bases: "Grundlagen, die tragen",
      incomplete: "Belege von damals wurden seither gelöscht und gelten als fehlend.",
      holds: (period: string) => `trägt ${period}`,
      restsOnAgreement: "Beruht auf Vertrag",
      restsOnCertification: "Beruht auf Zertifizierung",
      restsOnRules: "Beruht auf internen Vorschriften",
      signed: (day: string) => `unterschrieben ${f.shortDay(day)}`,
      certified: (day: string) => `zertifiziert ${f.shortDay(day)}`,
      nextDue: (day: string) => `wieder fällig ${day}`,
      chain: "Kette der Datenflüsse",
      cameFrom: "die Daten kamen durch andere Datenflüsse",
      passedOn: (n: number) => `weitergegeben durch ${flows(n)}`,
      events: "Was sich änderte",
      eventsCounted: (n: number) => `${f.number(n)} Ereignisse`,
      eventLabel: ({ status, changes }: LifeEvent) => {
        const first = changes[0];
        if (!first) return "Änderung";
        const reasons = first.what === "reason" || first.what === "mended";
        if (reasons && status === "NO_VALID_BASIS") return "Andere Gründe";
        const law = first.cause === "law" ? "§ " : "";
        const more = changes.length > 1 ? ` +${f.number(changes.length - 1)}` : "";
        return `${law}${eventLabels[first.what](first)}${more}`;
      },
      eventText: ({ changes }: LifeEvent) =>
        changes.map((change) => eventTexts[change.what](change)).join("; "),
      facts: "Was erfasst ist",
      customer: "Kunde",
      roles: "Rollen",
      data: "Daten",
      purpose: "Zweck",
      product: "Produkt",
      means: "Art",
      runs: "Läuft",
      ended: (day: string) => `beendet ${f.shortDay(day)}`,
      declared: "Angegebene Grundlage",
      remedies: "Was ihn behebt",
      noRemedies:
        "Nichts, was Absender und Empfänger tun können, gäbe diesem Datenfluss eine Grundlage: Die Übermittlung muss enden oder anderswohin gehen.",
      record: {
        SIGN: "Vertrag erfassen",
        ASSESS: "Folgenabschätzung erfassen",
        CERTIFY: "Zertifizierung erfassen",
        APPROVE: "Genehmigung erfassen",
      },
      thenStatus: "Danach:",
    },
    role: { CONTROLLER: "Verantwortlicher", PROCESSOR: "Auftragsverarbeiter" },
    means: { STORAGE: "dort gespeichert", ACCESS: "von dort gesehen" },
    regime: { EU: "nach EU-Recht", CH: "nach Schweizer Recht", UK: "nach britischem Recht" },
    basis: { ADEQUACY: "Angemessenheit", SAFEGUARD: "Garantie", DEROGATION: "Ausnahme" },
    category: {
      CONTACT: "Kontaktdaten",
      ACCOUNT: "Konten",
      CONTENT: "Inhalte",
      TRAFFIC: "Verkehrsdaten",
      USAGE: "Nutzung",
      LOCATION: "Standort",
      PAYMENT: "Zahlungen",
      IDENTITY: "Ausweise",
      COOKIE: "Cookies",
      HR: "Beschäftigte",
      SPECIAL: "besondere Kategorien",
      CRIMINAL: "Straftaten",
      CHILDREN: "Kinder",
    },
    reason: {
      INSTRUMENT_INVALIDATED: "Von einem Gericht für ungültig erklärt",
      INSTRUMENT_NOT_IN_FORCE: "Instrument nicht in Kraft",
      CERTIFICATION_ENDED: "Zertifizierung beendet",
      CERTIFICATION_NOT_YET: "Zertifizierung hat nicht begonnen",
      CERTIFICATION_SCOPE: "Zertifizierung umfasst den Datenfluss nicht",
      REQUIRED_CERTIFICATION_MISSING: "Eine nötige Zertifizierung fehlt",
      AGREEMENT_NOT_EXECUTED: "Nicht von beiden unterschrieben",
      AGREEMENT_NOT_YET_EFFECTIVE: "Vertrag gilt erst später",
      AGREEMENT_ENDED: "Vertrag beendet",
      CLAUSES_CONCLUDED_OUTSIDE_WINDOW: "Klauseln zu spät oder zu früh geschlossen",
      CLAUSES_NO_LONGER_RELIABLE: "Klauseln tragen nicht mehr",
      NO_TRANSFER_CLAUSES: "Keine Klauseln für Übermittlungen",
      WRONG_MODULE: "Falsches Modul der Klauseln",
      WRONG_ROLES: "Klauseln passen nicht zu den Rollen",
      WRONG_SECTOR: "Diesem Sektor nicht offen",
      ADDENDUM_MISSING: "Zusatz fehlt",
      AUTHORISATION_MISSING: "Genehmigung fehlt",
      RULES_NOT_APPROVED: "Interne Vorschriften nicht genehmigt",
      RULES_WITHDRAWN: "Genehmigung der internen Vorschriften zurückgenommen",
      WRONG_RULES_TYPE: "Interne Vorschriften anderer Art",
      ADEQUACY_SCOPE: "Angemessenheit umfasst die Parteien nicht",
      ADEQUACY_ENDED: "Angemessenheit beendet",
      ASSESSMENT_NEGATIVE: "Folgenabschätzung fand keinen Schutz",
      UPSTREAM_WITHOUT_BASIS: "Der Datenfluss davor hat keine Grundlage",
      NO_MECHANISM: "Nichts erfasst, was die Übermittlung trüge",
      ASSESSMENT_MISSING: "Folgenabschätzung fehlt",
      ASSESSMENT_OVERDUE: "Prüfung der Folgenabschätzung überfällig",
      RECERTIFICATION_OVERDUE: "Erneuerung der Zertifizierung überfällig",
      PROCESSOR_TERMS_MISSING: "Kein Vertrag mit dem Auftragsverarbeiter",
      DECLARED_BASIS_FAILS: "Die angegebene Grundlage trägt nicht, eine andere schon",
      DEROGATION_ONLY: "Nur eine Ausnahme trägt",
      EVIDENCE_ERASED: "Belege wurden gelöscht",
    },
  };
};
