import { useLanguage } from "../language/language";
import type { Day } from "../time/day";
import { Actions, type Deed } from "../triage/actions";
import { mostAtOnce } from "../triage/triage";
import type { Undo } from "../triage/undo";
import type { Flag } from "./groups";
import type { Selection } from "./use-selection";

/** What can be done to the flags that are chosen. */
export function SelectedBar({
  selection,
  on,
  deed,
  open,
  done,
}: {
  selection: Selection<Flag>;
  on: Day;
  deed: Deed | null;
  open: (deed: Deed | null) => void;
  done: (told: string, undo?: Undo) => void;
}) {
  const { words } = useLanguage();
  const n = selection.chosen.length;
  return (
    <section className="flags-selected no-print" aria-label={words.triage.selection}>
      <h2 className="number">{words.triage.selected(n)}</h2>
      {n > mostAtOnce ? (
        <p className="quiet">{words.triage.tooMany(mostAtOnce)}</p>
      ) : (
        <Actions flags={selection.chosen} on={on} deed={deed} open={open} done={done} />
      )}
      <button type="button" className="button plain" onClick={selection.none}>
        {words.triage.clear}
      </button>
    </section>
  );
}
