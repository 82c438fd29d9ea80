import { Link } from "wouter";
import type { ReasonCode } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";

/** A reason as the server gives it. */
export interface Reason {
  code: ReasonCode;
  message: string;
  citation: string;
  params: { name: string; value: string }[];
}

/** The law that decides, as a link to its page where the reason names the instrument. */
export function Citation({ of }: { of: Reason }) {
  const instrument = of.params.find((param) => param.name === "instrument")?.value;
  return (
    <cite className="citation">
      {instrument ? <Link href={`/law/${encodeURIComponent(instrument)}`}>{of.citation}</Link> : of.citation}
    </cite>
  );
}

/** A text as a sentence: with a full stop, and one only. */
export const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Reasons in sentences, each with the law that decides. */
export function Reasons({ of }: { of: Reason[] }) {
  const { words } = useLanguage();
  return (
    <ul className="reasons">
      {of.map((reason) => (
        <li key={reason.code + reason.message}>
          <strong>{words.reason[reason.code]}.</strong> {sentence(reason.message)} <Citation of={reason} />
        </li>
      ))}
    </ul>
  );
}
