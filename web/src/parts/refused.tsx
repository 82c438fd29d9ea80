import { Link } from "wouter";
import { type Refusal, unreachable } from "../graphql/client";
import { useLanguage } from "../language/language";
import { Page } from "./page";

/** What the server refused, in its words, or that it cannot be reached; in the place of what was asked for. */
export function Fault({ refusal, again }: { refusal: Refusal; again?: () => void }) {
  const { words } = useLanguage();
  const gone = refusal.code === unreachable || refusal.faults.length === 0;
  return (
    <div className="notice" role="alert">
      <p>{gone ? words.refused.unreachable : refusal.message}</p>
      {again && gone && (
        <button type="button" className="button" onClick={again}>
          {words.refused.again}
        </button>
      )}
    </div>
  );
}

/** A whole page of the same. */
export function Refused({ refusal, again }: { refusal: Refusal; again?: () => void }) {
  const { words } = useLanguage();
  const absent = refusal.faults.some((fault) => fault.code === "NOT_FOUND");
  return (
    <Page title={absent ? words.refused.absent : words.refused.title}>
      <Fault refusal={refusal} {...(again ? { again } : {})} />
      {absent && (
        <p>
          <Link href="/">{words.refused.home}</Link>
        </p>
      )}
    </Page>
  );
}

/** Lines that stand for an answer that is awaited; seen after a fifth of a second only. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const { words } = useLanguage();
  return (
    <div className="skeletons" role="status">
      <span className="unseen">{words.general.loading}</span>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <div key={i} className="skeleton" style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
