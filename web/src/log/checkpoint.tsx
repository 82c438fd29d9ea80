import { useId } from "react";
import { useLanguage } from "../language/language";
import { saveAs } from "../parts/csv";
import { Fact, FactList } from "../parts/facts";
import { Check, CheckList } from "./check-list";
import { canCheck } from "./hash";
import type { Signed } from "./note";
import { type LogState, useGrowth } from "./use-checks";

interface Props {
  of: LogState;
  signed: Signed | undefined;
  ownKey: string;
  setOwnKey: (key: string) => void;
}

/** The log's checkpoint: who signed it, and whether the log only grew; checked here, not believed. */
export function Checkpoint({ of, signed, ownKey, setOwnKey }: Props) {
  const { words, formats } = useLanguage();
  return (
    <section className="card" aria-labelledby="checkpoint-name">
      <h2 id="checkpoint-name">{words.log.checkpoint}</h2>
      <h3>{words.log.checks}</h3>
      <CheckList>
        {canCheck() ? (
          <>
            {signed && <SignatureCheck of={signed} own={ownKey !== ""} />}
            <GrowthCheck of={of} />
          </>
        ) : (
          <Check outcome="cannot">{words.log.insecure}</Check>
        )}
      </CheckList>
      {of.note && <OwnKey value={ownKey} set={setOwnKey} />}
      <FactList>
        <Fact name={words.log.size}>
          <span className="number">{formats.number(of.size)}</span>
        </Fact>
        <Fact name={words.log.root}>
          <span className="code hash">{of.root}</span>
        </Fact>
        <Fact name={words.log.key}>
          <span className="code hash">{of.verifierKey ?? words.general.none}</span>
        </Fact>
      </FactList>
      {of.note && (
        <button
          type="button"
          className="button no-print"
          onClick={() => saveAs("safeconduct.checkpoint", of.note ?? "", "text/plain", false)}
        >
          {words.log.keep}
        </button>
      )}
      <p className="small quiet">{words.log.trust}</p>
    </section>
  );
}

/** Whether the checkpoint is signed with the key that counts. */
export function SignatureCheck({ of, own }: { of: Signed; own: boolean }) {
  const { words } = useLanguage();
  const outcome = of === "SIGNED" ? "good" : of === "CANNOT" || of === "UNSIGNED" ? "cannot" : "bad";
  return <Check outcome={outcome}>{words.log.signed[of](own)}</Check>;
}

function GrowthCheck({ of }: { of: LogState }) {
  const { words, formats } = useLanguage();
  const growth = useGrowth(of);
  if (growth === undefined) return null;
  if (growth === null) return <Check outcome="begun">{words.log.firstSeen}</Check>;
  const { seen, holds } = growth;
  const at = formats.moment(seen.at);
  return holds ? (
    <Check outcome="good">{words.log.holds(seen.size, at)}</Check>
  ) : (
    <Check outcome="bad">{words.log.broken(seen.size, at, seen.root)}</Check>
  );
}

/** Where a reader pastes the key that was kept, which counts instead of the one that the server tells. */
function OwnKey({ value, set }: { value: string; set: (key: string) => void }) {
  const { words } = useLanguage();
  const id = useId();
  return (
    <div className="field own-key no-print">
      <label htmlFor={id}>{words.log.ownKey}</label>
      <input
        id={id}
        className="input code"
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        value={value}
        onChange={(event) => set(event.target.value.trim())}
      />
      <span id={`${id}-hint`} className="small quiet">
        {words.log.ownKeyHint}
      </span>
    </div>
  );
}
