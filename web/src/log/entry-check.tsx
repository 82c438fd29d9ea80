import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { Fault, Skeleton } from "../parts/refused";
import { knownNow } from "../time/known";
import { Check, CheckList } from "./check-list";
import { SignatureCheck } from "./checkpoint";
import { differences, entryOf } from "./entry";
import { canCheck } from "./hash";
import { Inclusion, type InclusionQueryAnswer, ListedAt } from "./log.gen";
import type { Signed } from "./note";
import { type LogState, useIncluded } from "./use-checks";

interface Props {
  /** The number of the entry's commit. */
  commit: number;
  state: LogState;
  signed: Signed | undefined;
  own: boolean;
  close: () => void;
}

/** Whether an entry is in the log, and says what the list tells: checked here, not believed. */
export function EntryCheck({ commit, state, signed, own, close }: Props) {
  const { words } = useLanguage();
  const there = commit <= state.size;
  const asked = useMemo(() => (there ? { commit, size: state.size } : null), [there, commit, state.size]);
  const { data, refusal, again, stale } = useQuery(Inclusion, asked);
  const given = data && !stale ? data.inclusion : undefined;
  return (
    <Dialog title={words.log.entry(commit)} close={close}>
      <div className="entry-check">
        {!there && <p>{words.log.notReached(commit, state.size)}</p>}
        {refusal && <Fault refusal={refusal} again={again} />}
        {there && !given && !refusal && <Skeleton lines={3} />}
        {given && <Proven given={given} state={state} signed={signed} own={own} />}
      </div>
    </Dialog>
  );
}

type Given = InclusionQueryAnswer["inclusion"];

function Proven({ given, state, signed, own }: { given: Given } & Pick<Props, "state" | "signed" | "own">) {
  const { words } = useLanguage();
  const included = useIncluded(given, state);
  const { commit, entry, proof } = given;
  return (
    <>
      <h3>{words.log.checks}</h3>
      <CheckList>
        {!canCheck() && <Check outcome="cannot">{words.log.insecure}</Check>}
        {included === true && (
          <Check outcome="good">{words.log.included(commit, state.size, proof.length)}</Check>
        )}
        {included === false && <Check outcome="bad">{words.log.notIncluded(commit)}</Check>}
        <ListedCheck commit={commit} text={entry} />
        {signed && canCheck() && <SignatureCheck of={signed} own={own} />}
      </CheckList>
      <h3>{words.log.text}</h3>
      <pre className="code entry-text">{entry}</pre>
      {proof.length > 0 && (
        <details>
          <summary>{words.log.path(proof.length)}</summary>
          <ol className="code hash proof-path">
            {proof.map((hash) => (
              <li key={hash}>{hash}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** Whether the list of the log tells what the entry says. */
function ListedCheck({ commit, text }: { commit: number; text: string }) {
  const { words } = useLanguage();
  const entry = useMemo(() => entryOf(text), [text]);
  const at = entry?.time;
  const { data, stale } = useQuery(
    ListedAt,
    useMemo(() => (at ? { at } : null), [at]),
  );
  if (!entry) return <Check outcome="bad">{words.log.noEntry}</Check>;
  if (!data || stale) return null;
  const listed = data.log.nodes.find((one) => one.commit === commit);
  if (!listed && knownNow()) return null; // it was written later than the list tells of
  const differ = listed ? differences(entry, listed) : (["time"] as const);
  return differ.length === 0 ? (
    <Check outcome="good">{words.log.same}</Check>
  ) : (
    <Check outcome="bad">{words.log.differs([...differ])}</Check>
  );
}
