import type { ReactNode } from "react";

/** What is recorded, name by name; what is empty is left out. */
export function FactList({ of }: { of: [name: string, value: ReactNode][] }) {
  return (
    <dl className="pairs">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false)
        .map(([name, value]) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
