import type { ReactNode } from "react";
import { useLanguage } from "../language/language";
import { Page } from "./page";

/** A place where nothing is: why, and what may be done. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="card empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What a registry without flows shows: how the first ones come into it. */
export function EmptyRegistry() {
  const { words } = useLanguage();
  return (
    <Page title={words.overview.title} hideTitle>
      <Empty title={words.empty.title}>
        <p>{words.empty.how}</p>
        <p>
          <code>safeconduct import --data ./data *.csv</code>
        </p>
        <p>{words.empty.sample}</p>
        <p>
          <code>safeconduct demo</code>
        </p>
      </Empty>
    </Page>
  );
}
