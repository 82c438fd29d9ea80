import { Link } from "wouter";
import { onDay, useAddress } from "../shell/address";
import type { Party } from "./party-fields";

/** A company as a link to its page. */
export function PartyLink({ of }: { of: Party }) {
  const { on } = useAddress();
  return <Link href={onDay(`/organizations/${encodeURIComponent(of.externalId)}`, on)}>{of.name}</Link>;
}
