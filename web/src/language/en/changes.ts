import { type Effect, turnsIn } from "../../parts/effect";
import type { Formats } from "../formats";

/** The words of what a change does before it is saved, of two who change the same, and of taking back. */
export const changes = (f: Formats) => ({
  preview: {
    title: "What saving this does",
    on: (day: string) => `On ${f.day(day)}:`,
    said: (of: Effect) => {
      const { gone, come, eased, worse, others } = turnsIn(of);
      const flags = (n: number) => `${f.number(n)} ${f.plural(n, "flag", "flags")}`;
      const flows = (n: number) => `${f.number(n)} ${f.plural(n, "flow", "flows")}`;
      const parts = [
        gone > 0 && `${flags(gone)} ${f.plural(gone, "goes", "go")}`,
        come > 0 && `${gone > 0 ? f.number(come) : flags(come)} ${f.plural(come, "comes", "come")}`,
        eased > 0 && `${flows(eased)} ${f.plural(eased, "is", "are")} only at risk then`,
        worse > 0 && `${flows(worse)} ${f.plural(worse, "loses its", "lose their")} last valid basis`,
        others > 0 && `${flows(others)} ${f.plural(others, "changes", "change")} otherwise`,
      ].filter(Boolean);
      return parts.length > 0 ? `${parts.join(", ")}.` : "no flow changes its status.";
    },
    which: (n: number) => `Which ${f.plural(n, "flow", "flows")}`,
    becomes: "becomes",
  },
  conflict: {
    title: (version: number) => `Meanwhile, version ${f.number(version)} was recorded`,
    by: (actor: string, at: string, reason: string) => `${actor}, ${at}${reason ? `: “${reason}”` : ""}`,
    how: "Nothing that you typed is lost. Choose for each field that differs, then look at the form again and record it.",
    theirs: "Recorded meanwhile",
    mine: "What you typed",
    same: "the same in both",
    differs: "differs",
    empty: "nothing",
    goOn: "Go on with this",
    allTheirs: "Take all theirs",
    allMine: "Keep all mine",
  },
  undo: {
    button: "Take the last change back",
    how: (version: number) =>
      `How it was before version ${f.number(version)} is recorded again, as a further version. The history keeps both.`,
  },
});
