import { useState } from "react";
import { Refusal } from "../graphql/client";
import { useLanguage } from "../language/language";
import { Fault } from "../parts/refused";
import type { Undo } from "./undo";

/** What was done last, and how it is taken back. */
export interface Deeded {
  told: string;
  undo?: Undo | undefined;
}

/** Says what was done, and takes it back when asked. */
export function Told({ of, done }: { of: Deeded | null; done: (deeded: Deeded | null) => void }) {
  const { words } = useLanguage();
  const [refusal, setRefusal] = useState<Refusal>();
  const undo = () =>
    of?.undo?.().then(
      () => {
        setRefusal(undefined);
        done({ told: words.triage.undone });
      },
      (reason: unknown) => setRefusal(reason instanceof Refusal ? reason : new Refusal([])),
    );
  return (
    <>
      <p className={of ? "triage-told no-print" : "unseen"} role="status">
        {of?.told}{" "}
        {of?.undo && (
          <button type="button" className="button plain" onClick={() => void undo()}>
            {words.triage.undo}
          </button>
        )}
      </p>
      {refusal && <Fault refusal={refusal} />}
    </>
  );
}
