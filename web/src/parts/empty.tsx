import type { ReactNode } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { opens } from "../shell/roles";
import { useViewer } from "../shell/viewer";
import { Page } from "./page";
import { AnyRecord } from "./parts.gen";

/** A place where nothing is: why, and what may be done. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="card empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** How the first records come into a registry, and where a sample is to look around in. */
function Teaching() {
  const { words } = useLanguage();
  const viewer = useViewer();
  return (
    <Empty title={words.empty.title}>
      <p>{words.empty.how}</p>
      {opens(viewer, "/import") && (
        <Link href="/import" className="button primary">
          {words.empty.toImport}
        </Link>
      )}
      <p>
        <code>safeconduct import --data ./data *.csv</code>
      </p>
      <p>{words.empty.sample}</p>
      <p>
        <code>safeconduct demo</code>
      </p>
    </Empty>
  );
}

/** What a registry without flows shows. */
export function EmptyRegistry() {
  const { words } = useLanguage();
  return (
    <Page title={words.overview.title} hideTitle>
      <Teaching />
    </Page>
  );
}

const nothing = {};

/** A list in which nothing is: because of what it is narrowed to, or since nothing is recorded at all. */
export function NothingHere({ title, children }: { title: string; children?: ReactNode }) {
  const { data, refusal } = useQuery(AnyRecord, nothing);
  if (data?.organizations.totalCount === 0) return <Teaching />;
  return data || refusal ? <Empty title={title}>{children}</Empty> : null;
}
