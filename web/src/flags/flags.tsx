import { useDeferredValue, useMemo } from "react";
import { Link } from "wouter";
import type { Status } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { DayField } from "../parts/day-field";
import { Empty, NothingHere } from "../parts/empty";
import { ExportLinks } from "../parts/export-links";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { FlagTable } from "./flag-table";
import { GroupList } from "./group-list";
import { type Chosen, type Kind, kinds, narrowed, worstFirst } from "./groups";
import { Narrowed } from "./narrowed";
import { mostGrouped, useFlags } from "./use-flags";
import "./flags.css";

/** The inbox: flows without a valid basis or at risk, by what would mend them. */
export default function Flags() {
  const { words, formats } = useLanguage();
  const address = useAddress();
  const { params, on } = address;
  const chosen = useMemo(() => chosenOf(params), [params]);
  const { rows: flags, total, byStatus, tooMany, whole, refusal, again, need } = useFlags(on, chosen);
  const by = kinds.find((kind) => kind === params.get("by")) ?? "mend";
  const shown = useDeferredValue(
    useMemo(() => {
      const fitting = narrowed(flags, chosen);
      return tooMany ? fitting : fitting.sort(worstFirst); // what follows page by page keeps its order
    }, [flags, chosen, tooMany]),
  );
  const open = useMemo(() => narrowed(flags.slice(0, mostGrouped), chosen, by), [flags, chosen, by]);
  // Beyond what is held here, as many follow as the server has of what it narrows by.
  const here = !tooMany || shown.length < flags.length;
  const count = (status: Status) => byStatus.find((one) => one.status === status)?.flows ?? 0;
  return (
    <Page title={words.flags.title} aside={<DayField />} className="flags">
      <p className="flags-lead">{words.flags.lead(on, count("NO_VALID_BASIS"), count("AT_RISK"))}</p>
      {refusal && <Fault refusal={refusal} again={again} />}
      {total > mostGrouped && <p className="quiet">{words.flags.tooMany(mostGrouped, total)}</p>}
      {whole && flags.length === 0 && (
        <NothingHere title={words.flags.none}>
          <p>{words.flags.noneHow}</p>
          <Link href="/?on=2020-07-16" className="button">
            {words.flags.noneLink}
          </Link>
        </NothingHere>
      )}
      {!whole && flags.length === 0 && !refusal && <Skeleton lines={8} />}
      {flags.length > 0 && (
        <div className="flags-body">
          <nav className="flags-groups no-print" aria-label={words.flags.groups}>
            <div className="kinds">
              {kinds.map((kind) => (
                <Link
                  key={kind}
                  href={address.link({ by: kind === "mend" ? null : kind })}
                  aria-current={by === kind}
                >
                  {words.flags.by[kind]}
                </Link>
              ))}
            </div>
            <GroupList flags={open} kind={by} chosen={chosen} />
          </nav>
          <section className="flags-list" aria-label={words.flags.title}>
            <div className="flags-tools">
              <h2 className="number">
                {words.general.flows(here ? shown.length : total)}
                {!whole && " …"}
              </h2>
              <Narrowed chosen={chosen} flags={flags} />
              <ExportLinks table="flags" params={{ on, ...chosen }} />
            </div>
            {shown.length > 0 ? (
              <FlagTable
                flags={shown}
                on={on}
                total={here ? shown.length : total}
                need={need}
                list={JSON.stringify([on, chosen])}
              />
            ) : (
              <Empty title={words.flags.nothingFits}>
                <Link
                  href={address.link(
                    Object.fromEntries(
                      [...params.keys()].filter((key) => key !== "on").map((key) => [key, null]),
                    ),
                  )}
                >
                  {words.flags.clear}
                </Link>
              </Empty>
            )}
          </section>
        </div>
      )}
      <p className="unseen" role="status">
        {whole ? words.flags.shown(shown.length, formats.day(on)) : ""}
      </p>
    </Page>
  );
}

const narrowing: (Kind | "exporter" | "origin" | "status")[] = [...kinds, "exporter", "origin", "status"];

function chosenOf(params: URLSearchParams): Chosen {
  return Object.fromEntries(
    narrowing.flatMap((kind) => (params.get(kind) ? [[kind, params.get(kind)]] : [])),
  ) as Chosen;
}
