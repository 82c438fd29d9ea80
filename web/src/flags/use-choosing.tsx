import type { KeyboardEvent } from "react";
import { useLanguage } from "../language/language";
import type { Choosing } from "../parts/rows";
import type { Deed } from "../triage/actions";
import type { Flag } from "./groups";
import type { Selection } from "./use-selection";

/** Letters that open a form for the flags that are chosen, while a box has the focus. */
const letters: Record<string, Deed> = { a: "assign", s: "snooze", c: "comment" };

/** The boxes before the flags, and their keys; nothing for who may do nothing to flags. */
export function useChoosing(
  flags: Flag[],
  selection: Selection<Flag> | undefined,
  open: (deed: Deed) => void,
): Choosing<Flag> | undefined {
  const { words } = useLanguage();
  if (!selection) return undefined;
  /** Arrows go from box to box, with Shift they choose; Ctrl-A chooses all, Escape none. */
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const at = (event.target as HTMLElement).dataset.index;
    if (at === undefined) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const deed = letters[event.key];
    if (step !== undefined) {
      const to = Math.min(Math.max(Number(at) + step, 0), flags.length - 1);
      if (event.shiftKey) {
        if (!selection.has(flags[Number(at)] as Flag)) selection.turn(Number(at), false);
        selection.turn(to, true);
      }
      event.currentTarget.querySelector<HTMLElement>(`input[data-index="${to}"]`)?.focus();
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      selection.all();
    } else if (event.key === "Escape") {
      selection.none();
    } else if (deed && !event.ctrlKey && !event.metaKey && !event.altKey && selection.chosen.length > 0) {
      open(deed);
    } else {
      return;
    }
    event.preventDefault();
  };
  const n = selection.chosen.length;
  return {
    head: (
      <input
        type="checkbox"
        aria-label={words.triage.selectAll}
        checked={n > 0 && n === flags.length}
        ref={(box) => {
          if (box) box.indeterminate = n > 0 && n < flags.length;
        }}
        onChange={() => (n === flags.length ? selection.none() : selection.all())}
      />
    ),
    box: (flag, index) => (
      <input
        type="checkbox"
        data-index={index}
        checked={selection.has(flag)}
        aria-label={words.triage.select(flag.name)}
        onChange={(event) => selection.turn(index, (event.nativeEvent as MouseEvent).shiftKey)}
      />
    ),
    isChosen: selection.has,
    keys,
  };
}
