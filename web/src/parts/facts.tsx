import type { ReactNode } from "react";

/** What is recorded, name by name. */
export const FactList = ({ children }: { children: ReactNode }) => <dl className="pairs">{children}</dl>;

/** A name and its value; nothing where there is no value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="pair">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
