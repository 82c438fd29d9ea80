import { useMemo } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { type Column, Rows } from "../parts/rows";
import { daysUntil } from "../time/day";
import { type Deadline, keyOf, pageOf } from "./due";

interface Props {
  due: Deadline[];
  total: number;
  need: (rows: number) => void;
  list: string;
}

/** What ends or falls due, one below the other. */
export function DueList({ due, total, need, list }: Props) {
  const { words, formats } = useLanguage();
  const columns = useMemo<Column<Deadline>[]>(
    () => [
      {
        head: words.general.day,
        cell: ({ date }) => (
          <span className="number">
            {formats.day(date)}
            <span className="quiet small cut">{words.general.inDays(daysUntil(date))}</span>
          </span>
        ),
      },
      { head: words.deadlines.what, cell: (one) => <What of={one} /> },
      {
        head: words.deadlines.affected,
        cell: ({ flowsAffected }) => <span className="number">{formats.number(flowsAffected)}</span>,
      },
      {
        head: words.deadlines.without,
        cell: ({ flowsWithoutBasis }) => (
          <span className={flowsWithoutBasis > 0 ? "number is-NO_VALID_BASIS" : "number"}>
            {formats.number(flowsWithoutBasis)}
          </span>
        ),
      },
    ],
    [words, formats],
  );
  return (
    <Rows
      name={words.deadlines.rows}
      className="due-rows"
      columns={columns}
      rows={due}
      total={total}
      keyOf={keyOf}
      height={3.75}
      list={list}
      need={need}
    />
  );
}

/** A deadline in words, linked to what ends. */
export function What({ of }: { of: Deadline }) {
  const { words } = useLanguage();
  return (
    <>
      <span className="cut">
        <strong>{words.deadline[of.kind]}</strong>{" "}
        <Link href={pageOf(of)} className="code">
          {of.evidence}
        </Link>
      </span>
      <span className="quiet small cut" title={of.message}>
        {of.message}
      </span>
    </>
  );
}
