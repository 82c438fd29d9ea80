import type { ReactNode } from "react";
import type { Status } from "../graphql/schema.gen";
import { StatusGlyph } from "../parts/status";

/** How a check came out; one that could not be made says so. */
export type Outcome = "good" | "bad" | "open";

const glyphs: Record<Outcome, Status> = { good: "VALID", bad: "NO_VALID_BASIS", open: "AT_RISK" };

/** Checks that this browser makes, each with what came of it. */
export const CheckList = ({ children }: { children: ReactNode }) => (
  <ul className="checks" aria-live="polite">
    {children}
  </ul>
);

export const Check = ({ outcome, children }: { outcome: Outcome; children: ReactNode }) => (
  <li className={`check ${outcome}`}>
    <StatusGlyph status={glyphs[outcome]} size={16} />
    <span>{children}</span>
  </li>
);
