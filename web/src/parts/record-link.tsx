import { Link } from "wouter";
import { own } from "../language/own";

const pages: Record<string, string> = {
  flow: "flows",
  organization: "organizations",
  agreement: "agreements",
  certification: "certifications",
  "binding rules": "approvals",
  assessment: "assessments",
};

/** A record that a write names; as a link, where it has a page. */
export function RecordLink({ of: { kind, externalId } }: { of: { kind: string; externalId: string } }) {
  const folder = own(pages, kind);
  return folder ? (
    <Link href={`/${folder}/${encodeURIComponent(externalId)}`} className="code record-link">
      {externalId}
    </Link>
  ) : (
    <span className="code record-link">{externalId}</span>
  );
}
