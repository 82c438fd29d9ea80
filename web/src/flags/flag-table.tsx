import { useMemo } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { Citation } from "../parts/reason";
import { type Column, Rows } from "../parts/rows";
import { StatusWord } from "../parts/status";
import { onDay } from "../shell/address";
import type { Day } from "../time/day";
import type { Deed } from "../triage/actions";
import { Hand } from "../triage/in-hand";
import type { Flag } from "./groups";
import { useChoosing } from "./use-choosing";
import type { Selection } from "./use-selection";

const keyOf = (flag: Flag) => flag.externalId;

interface Props {
  flags: Flag[];
  /** How many there are in all, of which the first are here. */
  total: number;
  need: (rows: number) => void;
  list: string;
  on: Day;
  /** Which flags are chosen; absent for who may do nothing to them. */
  selection: Selection<Flag> | undefined;
  open: (deed: Deed) => void;
}

/** The flags as rows. */
export function FlagTable({ flags, total, need, list, on, selection, open }: Props) {
  const { words } = useLanguage();
  const columns = useColumns(on);
  const choosing = useChoosing(flags, selection, open);
  return (
    <Rows
      name={words.flags.rows}
      className={choosing ? "flag-rows choosing" : "flag-rows"}
      choosing={choosing}
      columns={columns}
      rows={flags}
      total={total}
      keyOf={keyOf}
      height={4.25}
      list={list}
      need={need}
    />
  );
}

function useColumns(on: Day): Column<Flag>[] {
  const { words, formats } = useLanguage();
  return useMemo(
    () => [
      { head: words.flags.status, cell: ({ verdict }) => <StatusWord status={verdict.status} /> },
      {
        head: words.flags.flow,
        cell: ({ externalId, name, customer, product }) => (
          <>
            <Link href={onDay(`/flows/${encodeURIComponent(externalId)}`, on)} className="row-name">
              {name}
            </Link>
            <span className="quiet cut">{customer?.name ?? product}</span>
          </>
        ),
      },
      {
        head: words.flags.parties,
        cell: ({ exporter, importer }) => (
          <>
            <span className="cut">{exporter.name}</span>
            <span className="cut">→ {importer.name}</span>
          </>
        ),
      },
      {
        head: words.flags.route,
        cell: ({ origin, destination }) => (
          <span title={words.map.route(formats.country(origin), formats.country(destination))}>
            {origin} → {destination}
          </span>
        ),
      },
      { head: words.flags.why, cell: ({ verdict }) => <Why of={verdict.reasons} /> },
      { head: words.triage.title, cell: ({ triage }) => <Hand of={triage} /> },
    ],
    [words, formats, on],
  );
}

function Why({ of }: { of: Flag["verdict"]["reasons"] }) {
  const { words } = useLanguage();
  const [reason] = of;
  if (!reason) return null;
  return (
    <span className="flag-why">
      <span title={reason.message} className="two-lines">
        {reason.message}
        {of.length > 1 && <span className="quiet"> {words.flags.andMore(of.length - 1)}</span>}
      </span>
      <Citation of={reason} />
    </span>
  );
}
