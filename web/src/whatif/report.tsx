import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { CopyButton } from "../parts/copy-button";
import { type Day, today } from "../time/day";
import { type Change, subjectOf } from "./changes";
import { Subjects } from "./what-if.gen";

interface Props {
  changes: Change[];
  on: Day;
}

/** Hands the outcome on: as a link, or on paper, where what is supposed stands in words above it. */
export function Report({ changes, on }: Props) {
  const { words, formats } = useLanguage();
  const { data } = useQuery(
    Subjects,
    useMemo(() => ({ on: today() }), []),
  );
  const named = ({ kind, subject }: Change) => {
    switch (subjectOf[kind]) {
      case "instrument":
        return data?.instruments.find((one) => one.id === subject)?.name ?? subject;
      case "country":
        return formats.country(subject);
      case "adequacy":
        return `${formats.country(subject.slice(3))}, ${words.regime[subject.slice(0, 2) as "EU" | "CH" | "UK"]}`;
      default:
        return subject;
    }
  };
  return (
    <>
      <div className="buttons no-print">
        <CopyButton text={location.href} label={words.whatIf.copyLink} />
        <button type="button" className="button" onClick={() => window.print()}>
          {words.whatIf.print}
        </button>
      </div>
      <section className="print-only" aria-label={words.whatIf.changes}>
        <h2>{words.whatIf.supposed}</h2>
        <ul>
          {changes.map((change, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is what the address says
            <li key={i}>
              {words.whatIf.kind[change.kind]}: {named(change)}, {formats.day(change.day)}
            </li>
          ))}
        </ul>
        <p className="small">{words.whatIf.printed(on, formats.moment(new Date().toISOString()))}</p>
        <p className="small">{location.href}</p>
      </section>
    </>
  );
}
