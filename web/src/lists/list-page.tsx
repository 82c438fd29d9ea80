import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Known } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Chips, type NarrowedTo } from "../parts/chips";
import { DayField } from "../parts/day-field";
import { Empty } from "../parts/empty";
import { ExportLinks } from "../parts/export-links";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { onDay, useAddress } from "../shell/address";
import { NewRecord } from "./new-record";
import { exportedAs, type List, lists } from "./paths";
import "./lists.css";

/** A part of a list, as the server hands it out. */
interface Part<One> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: One[];
}

interface Props<One> {
  path: List;
  known: Pick<Known<unknown>, "refusal" | "again" | "stale">;
  part: Part<One> | undefined;
  filters: ReactNode;
  /** What the list is narrowed to beside the filters, by the names of the address. */
  narrowed: NarrowedTo;
  /** What the list is narrowed to, as the server's path for files takes it. */
  asked: Record<string, string>;
  heads: string[];
  row: (one: One) => { key: string; cells: ReactNode[] };
  /** Whether its rows depend on the day that is looked at. */
  byDay?: boolean;
}

/** What an address names beside filters. */
const unlike = ["on", "record"];

/** A list of records: narrowed and paged by its address. */
export function ListPage<One>(props: Props<One>) {
  const { words } = useLanguage();
  const { path, known, part, filters, narrowed, asked, heads, row, byDay } = props;
  const { get, link, params } = useAddress();
  const isNarrowed = [...params.keys()].some((name) => !unlike.includes(name));
  const first = get("after") && (
    <Link href={link({ after: null })} className="button">
      {words.general.toBegin}
    </Link>
  );
  return (
    <Page title={words.lists.name[path]} aside={byDay && <DayField />} className="list">
      <Kinds at={path} />
      <div className="list-tools no-print">
        {filters}
        <NewRecord path={path} />
      </div>
      <Chips of={narrowed} />
      {known.refusal && <Fault refusal={known.refusal} again={known.again} />}
      {known.refusal && <div className="buttons">{first}</div>}
      {!part && !known.refusal && <Skeleton lines={8} />}
      {part?.nodes.length === 0 && !known.refusal && (
        <Empty title={isNarrowed ? words.lists.nothingFits : words.lists.none[path]}>
          <p>{isNarrowed ? words.lists.nothingFitsHow : words.lists.noneHow}</p>
          {first}
        </Empty>
      )}
      {part && part.nodes.length > 0 && !known.refusal && (
        <>
          <div className={`card list-card scroll-x ${known.stale ? "stale" : ""}`}>
            <table className="table">
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th scope="col" key={head}>
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {part.nodes.map(row).map(({ key, cells }) => (
                  <tr key={key}>
                    {cells.map((cell, i) => (
                      <td key={heads[i]} data-head={heads[i]}>
                        {cell && <div>{cell}</div>}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="buttons list-end no-print">
            <span className="quiet">{words.lists.count(path, part.totalCount)}</span>
            <ExportLinks table={exportedAs[path]} params={asked} />
            {first}
            {part.pageInfo.hasNextPage && (
              <Link href={link({ after: part.pageInfo.endCursor })} className="button">
                {words.lists.next}
              </Link>
            )}
          </div>
        </>
      )}
    </Page>
  );
}

/** The ways between the lists. */
function Kinds({ at }: { at: List }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  return (
    <nav aria-label={words.lists.kinds} className="kinds no-print">
      {lists.map((path) => (
        <Link key={path} href={onDay(path, on)} aria-current={path === at ? "page" : undefined}>
          {words.lists.name[path]}
        </Link>
      ))}
    </nav>
  );
}
