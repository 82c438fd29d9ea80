import type { ReactNode } from "react";
import type { Status } from "../graphql/schema.gen";
import { StatusGlyph } from "../parts/status";

/** How a check came out: one that cannot be made says so, and one that begins with this visit. */
export type Outcome = "good" | "bad" | "cannot" | "begun";

const glyphs: Record<Outcome, Status> = {
  good: "VALID",
  bad: "NO_VALID_BASIS",
  cannot: "AT_RISK",
  begun: "NOT_RESTRICTED",
};

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
