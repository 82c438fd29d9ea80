import { createElement, type ReactNode } from "react";

/** A sentence whose parts in braces stand out. */
export function emphasis(sentence: string, className?: string): ReactNode {
  // Every second part stood in braces.
  const parts = sentence
    .split(/[{}]/)
    .map((part, i) => (i % 2 === 1 ? createElement("strong", { className }, part) : part));
  return createElement("span", null, ...parts);
}
