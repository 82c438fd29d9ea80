import { useState } from "react";
import { ask, Refusal } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { Fault } from "../parts/refused";
import type { Day } from "../time/day";
import { AssignForm, CommentForm, SnoozeForm } from "./forms";
import { flagInputs, type Handed } from "./triage";
import { WakeFlags } from "./triage.gen";
import type { Undo } from "./undo";
import "./triage.css";

/** What can be done to flags by a form. */
export type Deed = "assign" | "snooze" | "comment";

interface Props {
  flags: Handed[];
  on: Day;
  /** The form that is open, and how another one is opened. */
  deed: Deed | null;
  open: (deed: Deed | null) => void;
  done: (told: string, undo?: Undo) => void;
  /** What can be done; all of it where nothing is given. */
  deeds?: Deed[];
}

const all: Deed[] = ["assign", "snooze", "comment"];

/** The buttons that take flags in hand, and the form that one of them opens. */
export function Actions({ flags, on, deed, open, done, deeds = all }: Props) {
  const { words } = useLanguage();
  const [refusal, setRefusal] = useState<Refusal>();
  const titles: Record<Deed, string> = {
    assign: words.triage.assignTitle(flags.length),
    snooze: words.triage.snoozeTitle(flags.length),
    comment: words.triage.commentTitle(flags.length),
  };
  const close = () => open(null);
  const told: Props["done"] = (what, undo) => {
    close();
    done(what, undo);
  };
  const asleep = flags.filter((flag) => flag.triage?.snooze);
  const wake = () =>
    ask(WakeFlags, { flags: flagInputs(asleep) }).then(
      () => {
        setRefusal(undefined);
        written();
        done(words.triage.woken(asleep.length));
      },
      (reason: unknown) => setRefusal(reason instanceof Refusal ? reason : new Refusal([])),
    );
  return (
    <>
      {deeds.map((one) => (
        <button key={one} type="button" className="button" onClick={() => open(one)}>
          {words.triage[one]}
        </button>
      ))}
      {asleep.length > 0 && (
        <button type="button" className="button" onClick={() => void wake()}>
          {words.triage.wake}
        </button>
      )}
      {refusal && <Fault refusal={refusal} />}
      {deed && (
        <Dialog title={titles[deed]} close={close}>
          {deed === "assign" && <AssignForm flags={flags} done={told} />}
          {deed === "snooze" && <SnoozeForm flags={flags} on={on} done={told} />}
          {deed === "comment" && <CommentForm flags={flags} done={told} />}
        </Dialog>
      )}
    </>
  );
}
