import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { onDay } from "../shell/address";
import type { Day } from "../time/day";

interface Props {
  title: string;
  of: { externalId: string; name: string }[];
  all: number;
  on: Day;
}

/** Flows by name in a line, and how many there are in all; nothing where there are none. */
export function FlowNames({ title, of, all, on }: Props) {
  const { words } = useLanguage();
  if (of.length === 0) return null;
  return (
    <p className="small">
      {title}{" "}
      {of.map((flow, i) => (
        <span key={flow.externalId}>
          {i > 0 && ", "}
          <Link href={onDay(`/flows/${encodeURIComponent(flow.externalId)}`, on)}>{flow.name}</Link>
        </span>
      ))}
      {all > of.length && <span className="quiet"> {words.general.of(of.length, all)}</span>}
    </p>
  );
}
