import { useMemo } from "react";
import { Link } from "wouter";
import type { Status } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { StatusGlyph } from "../parts/status";
import { useAddress } from "../shell/address";
import { FlagNews as Operation } from "./overview.gen";

/** How many flows are named before somebody asks for all, which are at most a thousand of each. */
const few = 3;
const most = 1000;

interface Named {
  externalId: string;
  name: string;
}

/** Which flags have come and which are gone since a moment, by name. */
export function FlagNews({ since }: { since: string }) {
  const { words } = useLanguage();
  const { get, link } = useAddress();
  const all = get("news") === "all";
  const asked = useMemo(() => ({ since, named: all ? most : few }), [since, all]);
  const { data } = useQuery(Operation, asked);
  if (!data) return null;
  const { complete, flagged, flaggedCount, cleared, clearedCount, removed } = data.flagsSince;
  const gone = clearedCount + removed.length;
  if (!complete) {
    return (
      <p>
        {words.overview.flagsUntold} <Link href="/flags">{words.overview.flagsOfToday}</Link>
      </p>
    );
  }
  if (flaggedCount + gone === 0) return <p>{words.overview.noFlagsTurned}</p>;
  const named = cleared.length + Math.min(removed.length, asked.named);
  return (
    <div className="flag-news">
      {flaggedCount > 0 && (
        <Flows status="NO_VALID_BASIS" title={words.overview.flagsCome(flaggedCount)} of={flagged} />
      )}
      {gone > 0 && (
        <Flows
          status="VALID"
          title={words.overview.flagsGone(gone)}
          of={cleared}
          removed={removed.slice(0, asked.named)}
        />
      )}
      <p className="small">
        {(flagged.length < flaggedCount || named < gone) && (
          <>
            <Link href={link({ news: "all" })}>{words.overview.allTurned(flaggedCount + gone)}</Link>
            {" · "}
          </>
        )}
        <Link href="/flags">{words.overview.flagsOfToday}</Link>
      </p>
    </div>
  );
}

interface FlowsProps {
  status: Status;
  title: string;
  of: Named[];
  /** The keys of flows that are there no more. */
  removed?: string[];
}

function Flows({ status, title, of, removed = [] }: FlowsProps) {
  const { words } = useLanguage();
  return (
    <div>
      <h3>
        <StatusGlyph status={status} /> {title}
      </h3>
      <ul>
        {of.map(({ externalId, name }) => (
          <li key={externalId}>
            <Link href={`/flows/${encodeURIComponent(externalId)}`}>{name}</Link>
          </li>
        ))}
        {removed.map((key) => (
          <li key={key}>
            <span className="code">{key}</span> <span className="quiet">{words.history.removed}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
