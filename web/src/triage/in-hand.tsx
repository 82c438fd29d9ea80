import { useState } from "react";
import { useLanguage } from "../language/language";
import { useMayWrite } from "../shell/known";
import type { Day } from "../time/day";
import { Actions, type Deed } from "./actions";
import { type Deeded, Told } from "./told";
import { type Handed, nameOf } from "./triage";

/** Who has a flag in hand and until when it is put off, as a line or two. */
export function Hand({ of }: { of: Handed["triage"] }) {
  const { words } = useLanguage();
  return (
    <>
      {of?.assignee && <span className="cut">{nameOf(of.assignee)}</span>}
      {of?.snooze && (
        <span className="quiet cut" title={of.snooze.reason}>
          {of.asleep ? words.triage.asleep(of.snooze.until) : words.triage.returned(of.snooze.until)}
        </span>
      )}
    </>
  );
}

/** On the page of a flow: who has its flag in hand, and what can be done. */
export function InHand({ of, on }: { of: Handed; on: Day }) {
  const { words } = useLanguage();
  const mayWrite = useMayWrite();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [told, setTold] = useState<Deeded | null>(null);
  const { triage } = of;
  const flagged = of.verdict.status === "NO_VALID_BASIS" || of.verdict.status === "AT_RISK";
  return (
    <section className="card" aria-labelledby="in-hand-name">
      <h2 id="in-hand-name">{words.triage.title}</h2>
      <p>{triage?.assignee ? <strong>{nameOf(triage.assignee)}</strong> : words.triage.nobodyYet}</p>
      {triage?.snooze && (
        <p>
          {triage.asleep
            ? words.triage.asleep(triage.snooze.until)
            : words.triage.returned(triage.snooze.until)}
          <span className="quiet"> · {triage.snooze.reason}</span>
        </p>
      )}
      <Told of={told} done={setTold} />
      {mayWrite && (
        <div className="buttons triage-buttons no-print">
          <Actions
            flags={[of]}
            on={on}
            deed={deed}
            open={setDeed}
            done={(what, undo) => setTold({ told: what, undo })}
            deeds={flagged ? ["assign", "snooze"] : ["assign"]}
          />
        </div>
      )}
    </section>
  );
}
