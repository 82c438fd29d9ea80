import { useDeferredValue, useMemo } from "react";
import { Link } from "wouter";
import type { Status } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { csvOf, saveAs } from "../parts/csv";
import { DayField } from "../parts/day-field";
import { Empty } from "../parts/empty";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { FlagTable } from "./flag-table";
import { GroupList } from "./group-list";
import { type Chosen, type Flag, type Kind, kinds, narrowed, worstFirst } from "./groups";
import { Narrowed } from "./narrowed";
import { mostHeld, useFlags } from "./use-flags";
import "./flags.css";

/** The inbox: flows without a valid basis or at risk, by what would mend them. */
export default function Flags() {
  const { words, formats } = useLanguage();
  const address = useAddress();
  const { params, on } = address;
  const chosen = useMemo(() => chosenOf(params), [params]);
  const { flags, total, byStatus, whole, refusal, again } = useFlags(on, chosen);
  const by = kinds.find((kind) => kind === params.get("by")) ?? "mend";
  const shown = useDeferredValue(useMemo(() => narrowed(flags, chosen).sort(worstFirst), [flags, chosen]));
  const open = useMemo(() => narrowed(flags, chosen, by), [flags, chosen, by]);
  const count = (status: Status) => byStatus.find((one) => one.status === status)?.flows ?? 0;
  return (
    <Page title={words.flags.title} aside={<DayField />} className="flags">
      <p className="flags-lead">{words.flags.lead(on, count("NO_VALID_BASIS"), count("AT_RISK"))}</p>
      {refusal && <Fault refusal={refusal} again={again} />}
      {total > mostHeld && <p className="quiet">{words.flags.tooMany(mostHeld, total)}</p>}
      {whole && flags.length === 0 && (
        <Empty title={words.flags.none}>
          <p>{words.flags.noneHow}</p>
          <Link href="/?on=2020-07-16" className="button">
            {words.flags.noneLink}
          </Link>
        </Empty>
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
                {words.general.flows(shown.length)}
                {!whole && " …"}
              </h2>
              <Narrowed chosen={chosen} flags={flags} />
              <button
                type="button"
                className="button no-print"
                onClick={() => saveAs(`flags-${on}.csv`, csvOf(rowsOf(shown, words.flags.columns)))}
              >
                {words.flags.export}
              </button>
            </div>
            {shown.length > 0 ? (
              <FlagTable flags={shown} on={on} />
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

function rowsOf(flags: Flag[], columns: string[]): string[][] {
  return [
    columns,
    ...flags.map((flag) => [
      flag.externalId,
      flag.name,
      flag.verdict.status,
      flag.customer?.name ?? "",
      flag.exporter.name,
      flag.importer.name,
      flag.origin,
      flag.destination,
      flag.verdict.reasons.map((reason) => reason.message).join("; "),
      flag.verdict.reasons.map((reason) => reason.citation).join("; "),
    ]),
  ];
}
