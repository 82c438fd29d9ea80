import { Fragment, type ReactNode } from "react";

/** A sentence whose parts in braces stand out. */
export function emphasis(sentence: string, className?: string): ReactNode {
  return sentence.split(/[{}]/).map((part, i) =>
    // Every second part stood in braces.
    i % 2 === 1 ? (
      <strong key={`${part}${i}`} className={className}>
        {part}
      </strong>
    ) : (
      <Fragment key={`${part}${i}`}>{part}</Fragment>
    ),
  );
}
