import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { type Changes, useAddress } from "../shell/address";

/** Something that a page is narrowed to, as a link that takes it away. */
export function Chip({ away, children }: { away: Changes; children: ReactNode }) {
  const { words } = useLanguage();
  const { link } = useAddress();
  return (
    <Link href={link(away)} className="chip">
      <span className="cut">{children}</span>
      <span aria-hidden="true">×</span>
      <span className="unseen"> {words.general.removeFilter}</span>
    </Link>
  );
}

/** What is said of the names of an address, of which nothing may be said. */
export type NarrowedTo = Record<string, string | false | undefined>;

/** What a page is narrowed to, by the names of its address; a further page of what was narrowed is left, too. */
export function Chips({ of }: { of: NarrowedTo }) {
  const given = Object.entries(of).filter(([, said]) => said);
  if (given.length === 0) return null;
  return (
    <p className="chips">
      {given.map(([name, said]) => (
        <Chip key={name} away={{ [name]: null, after: null }}>
          {said}
        </Chip>
      ))}
    </p>
  );
}
