import { type Effect, turnsIn } from "../../parts/effect";
import type { Formats } from "../formats";

export const changes = (f: Formats) => ({
  preview: {
    title: "Was das Speichern bewirkt",
    on: (day: string) => `Am ${f.day(day)}:`,
    said: (of: Effect) => {
      const { gone, come, eased, worse, others } = turnsIn(of);
      const flags = (n: number) => `${f.number(n)} ${f.plural(n, "Befund", "Befunde")}`;
      const flows = (n: number) => `${f.number(n)} ${f.plural(n, "Datenfluss", "Datenflüsse")}`;
      const parts = [
        gone > 0 && `${flags(gone)} ${f.plural(gone, "entfällt", "entfallen")}`,
        come > 0 &&
          `${gone > 0 ? f.number(come) : flags(come)} ${f.plural(come, "kommt hinzu", "kommen hinzu")}`,
        eased > 0 && `${flows(eased)} ${f.plural(eased, "ist", "sind")} dann nur noch gefährdet`,
        worse > 0 &&
          `${flows(worse)} ${f.plural(worse, "verliert", "verlieren")} die letzte gültige Grundlage`,
        others > 0 && `${flows(others)} ${f.plural(others, "ändert", "ändern")} sich anders`,
      ].filter(Boolean);
      return parts.length > 0 ? `${parts.join(", ")}.` : "kein Datenfluss ändert seinen Status.";
    },
    which: (n: number) => f.plural(n, "Welcher Datenfluss", "Welche Datenflüsse"),
    becomes: "wird zu",
  },
  conflict: {
    title: (version: number) => `Inzwischen wurde Fassung ${f.number(version)} erfasst`,
    by: (actor: string, at: string, reason: string) => `${actor}, ${at}${reason ? `: „${reason}“` : ""}`,
    how: "Nichts, was Sie eingegeben haben, ist verloren. Wählen Sie für jedes Feld, das abweicht, prüfen Sie dann das Formular und erfassen Sie es.",
    theirs: "Inzwischen erfasst",
    mine: "Ihre Eingabe",
    same: "in beiden gleich",
    differs: "weicht ab",
    empty: "nichts",
    goOn: "Damit weiter",
    allTheirs: "Alles Erfasste nehmen",
    allMine: "Alles Eigene behalten",
  },
  undo: {
    button: "Letzte Änderung zurücknehmen",
    how: (version: number) =>
      `Der Stand vor Fassung ${f.number(version)} wird als weitere Fassung wieder erfasst. Der Verlauf behält beide.`,
  },
});
