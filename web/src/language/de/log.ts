import type { Part } from "../../log/entry";
import type { Signed } from "../../log/note";
import type { Formats } from "../formats";

const partsInWords: Record<Part, string> = { number: "die Nummer", time: "wann", actor: "wer", verb: "was" };

/** What came of checking the signature of a checkpoint. */
const signed: Record<Signed, (own: boolean) => string> = {
  SIGNED: (own) =>
    own
      ? "Der Prüfpunkt ist mit dem Schlüssel signiert, den Sie angegeben haben."
      : "Der Prüfpunkt ist mit dem Schlüssel des Protokolls signiert, wie ihn der Server nennt.",
  FORGED: () =>
    "Die Signatur des Prüfpunkts ist ungültig. Verlassen Sie sich nicht auf ihn, und geben Sie dies an die Revision.",
  OTHER_KEY: (own) =>
    own
      ? "Der Prüfpunkt ist nicht mit dem Schlüssel signiert, den Sie angegeben haben."
      : "Der Prüfpunkt ist nicht mit dem Schlüssel signiert, den der Server nennt.",
  NO_KEY: (own) =>
    own
      ? "Das ist kein Schlüssel: erwartet wird NAME+KENNUNG+SCHLÜSSEL in einer Zeile, wie der Schlüssel unten."
      : "Was der Server als Schlüssel nennt, ist keiner.",
  OTHER_STATE: () => "Signiert ist ein anderer Stand des Protokolls als der, der hier gezeigt wird.",
  CANNOT: () =>
    "Dieser Browser kann Ed25519-Signaturen nicht prüfen: Ein neuerer kann es, und verify.py auf jedem Rechner.",
  UNSIGNED: () => "Dieses Protokoll hat keinen Signaturschlüssel: Sein Prüfpunkt ist nicht signiert.",
};

/** The German words of the log and of what is checked of it. */
export const log = (f: Formats) => ({
  log: {
    title: "Protokoll",
    checkpoint: "Prüfpunkt",
    holds: (size: number, at: string) =>
      `Das Protokoll beginnt noch immer mit ${f.plural(size, "dem einen Eintrag, der", `den ${f.number(size)} Einträgen, die`)} hier am ${at} zu sehen ${f.plural(size, "war", "waren")}.`,
    broken: (size: number, at: string, root: string) =>
      `Das Protokoll beginnt nicht mit dem, was hier am ${at} zu sehen war (${f.number(size)} ${f.plural(size, "Eintrag", "Einträge")}, Wurzel ${root}). Seine Geschichte wurde verändert. Bewahren Sie dies auf, und geben Sie es an die Revision.`,
    firstSeen:
      "Von nun an merkt sich dieser Browser, was er vom Protokoll sieht, und prüft bei jedem Besuch, dass es nur wuchs.",
    size: "Einträge",
    root: "Wurzel",
    key: "Schlüssel",
    keep: "Prüfpunkt herunterladen",
    actor: "Wer",
    verb: "Befehl",
    verbs: {
      record: "Erfassen",
      amend: "Ändern",
      sign: "Unterschreiben",
      terminate: "Kündigen",
      certify: "Zertifizieren",
      renew: "Erneuern",
      end: "Beenden",
      withdraw: "Widerrufen",
      assess: "Abschätzen",
      remove: "Entfernen",
      undo: "Zurücknehmen",
      import: "Importieren",
      upload: "Hochladen",
      erase: "Löschen",
      save: "Szenario speichern",
      assign: "Zuweisen",
      snooze: "Zurückstellen",
      wake: "Zurückholen",
      comment: "Notieren",
      grant: "Zugang geben",
      revoke: "Zugang nehmen",
      law: "Recht ändern",
      "anchor-access": "Tag der Zugriffe versiegeln",
      "prune-access": "Tag der Zugriffe löschen",
    },
    since: (at: string) => `seit ${at}`,
    writes: (n: number) => `${f.number(n)} ${f.plural(n, "Eintrag", "Einträge")}`,
    records: (n: number) => `${f.number(n)} ${f.plural(n, "Datensatz", "Datensätze")}`,
    none: "Kein Eintrag passt",
    entries: "Einträge in Zeilen",
    number: "Nr.",
    what: "Was",
    why: "Warum",
    who: "Wer, wann",
    checks: "In diesem Browser geprüft",
    insecure:
      "Ohne TLS gibt der Browser dieser Seite keine Kryptografie: Nichts am Protokoll wird hier geprüft.",
    signed,
    ownKey: "Ein Schlüssel, den Sie aufbewahrt haben",
    ownKeyHint: "Geprüft wird mit ihm statt mit dem, den der Server nennt",
    check: "prüfen",
    checkEntry: (n: number) => `Eintrag ${f.number(n)} in diesem Browser prüfen`,
    entry: (n: number) => `Eintrag ${f.number(n)}`,
    included: (n: number, size: number, hashes: number) =>
      `Eintrag ${f.number(n)} steht im Protokoll mit ${f.number(size)} ${f.plural(size, "Eintrag", "Einträgen")}: Über ${f.number(hashes)} ${f.plural(hashes, "Hash", "Hashes")} führt er zur Wurzel des Prüfpunkts.`,
    notIncluded: (n: number) =>
      `Eintrag ${f.number(n)} führt nicht zur Wurzel des Prüfpunkts: Er steht nicht in diesem Protokoll. Bewahren Sie dies auf, und geben Sie es an die Revision.`,
    noEntry: "Was der Server als Eintrag gibt, hat nicht die Form eines Eintrags.",
    same: "Er sagt, was die Liste zeigt: welche Nummer, wann, wer und was.",
    differs: (parts: Part[]) =>
      `Die Liste zeigt anderes als der Eintrag: ${f.list(parts.map((part) => partsInWords[part]))}.`,
    notReached: (n: number, size: number) =>
      `Einen Eintrag ${f.number(n)} gibt es nicht: Das Protokoll hat ${f.number(size)}.`,
    text: "Der Eintrag",
    path: (n: number) => `${f.plural(n, "Der eine Hash", `Die ${f.number(n)} Hashes`)} des Beweises`,
    trust:
      "Diese Seite kommt von dem Server, den sie prüft. Die Revision bewahrt Prüfpunkt und Schlüssel anderswo auf und prüft mit verify.py.",
  },
});
