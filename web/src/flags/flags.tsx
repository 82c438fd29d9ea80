import { useDeferredValue, useMemo, useState } from "react";
import { Link } from "wouter";
import type { Status } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { DayField } from "../parts/day-field";
import { Empty, NothingHere } from "../parts/empty";
import { ExportLinks } from "../parts/export-links";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useMayWrite } from "../shell/known";
import { useViewer } from "../shell/viewer";
import type { Deed } from "../triage/actions";
import { type Deeded, Told } from "../triage/told";
import { FlagTable } from "./flag-table";
import { GroupList } from "./group-list";
import { type Chosen, type Flag, flagged, type Kind, kinds } from "./groups";
import { assigneeIn, HandFilter, snoozedIn } from "./hand-filter";
import { Narrowed } from "./narrowed";
import { SelectedBar } from "./selected-bar";
import { useFlags } from "./use-flags";
import { useSelection } from "./use-selection";
import "./flags.css";

/** The inbox: flows without a valid basis or at risk, by what would mend them. */
export default function Flags() {
  const { words, formats } = useLanguage();
  const address = useAddress();
  const { params, on } = address;
  const viewer = useViewer();
  const mayWrite = useMayWrite();
  const { actor } = viewer;
  const chosen = useMemo(
    () => chosenOf(params, assigneeIn(params, actor), words.reason),
    [params, actor, words],
  );
  const snoozed = snoozedIn(params);
  const { rows, total, asleep, byStatus, whole, stale, refusal, again, need } = useFlags(on, chosen, snoozed);
  const by = kinds.find((kind) => kind === params.get("by")) ?? "mend";
  const flags = useDeferredValue(rows);
  const isNarrowed = Object.keys(chosen).length > 0;
  const selection = useSelection(flags, keyOf);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [told, setTold] = useState<Deeded | null>(null);
  const count = (status: Status) => byStatus.find((one) => one.status === status)?.flows ?? 0;
  return (
    <Page title={words.flags.title} aside={<DayField />} className="flags">
      <p className="flags-lead">{words.flags.lead(on, count("NO_VALID_BASIS"), count("AT_RISK"))}</p>
      {refusal && <Fault refusal={refusal} again={again} />}
      {whole && total === 0 && !isNarrowed && (asleep > 0 || snoozed === "ASLEEP") && (
        <NothingHere title={snoozed === "ASLEEP" ? words.triage.noneAsleep : words.triage.allAsleep(asleep)}>
          <Link
            href={address.link({ snoozed: snoozed === "ASLEEP" ? null : "ASLEEP", assignee: null })}
            className="button"
          >
            {snoozed === "ASLEEP" ? words.triage.awakeOnly : words.triage.showAsleep}
          </Link>
        </NothingHere>
      )}
      {whole && total === 0 && !isNarrowed && asleep === 0 && snoozed !== "ASLEEP" && (
        <NothingHere title={words.flags.none}>
          <p>{words.flags.noneHow}</p>
          <Link href="/?on=2020-07-16" className="button">
            {words.flags.noneLink}
          </Link>
        </NothingHere>
      )}
      {!whole && !refusal && <Skeleton lines={8} />}
      {whole && (total > 0 || isNarrowed) && (
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
            <GroupList kind={by} chosen={chosen} snoozed={snoozed} />
          </nav>
          <section className={stale ? "flags-list stale" : "flags-list"} aria-label={words.flags.title}>
            <Told of={told} done={setTold} />
            {selection.chosen.length > 0 && (
              <SelectedBar
                selection={selection}
                on={on}
                deed={deed}
                open={setDeed}
                done={(what, undo) => {
                  selection.none();
                  setTold({ told: what, undo });
                }}
              />
            )}
            <div className="flags-tools" hidden={selection.chosen.length > 0}>
              <h2 className="number">{words.general.flows(total)}</h2>
              <Narrowed chosen={chosen} />
              <HandFilter asleep={asleep} />
              <ExportLinks table="flags" params={{ on, snoozed, ...chosen }} />
            </div>
            {total > 0 ? (
              <FlagTable
                flags={flags}
                on={on}
                total={total}
                need={need}
                list={JSON.stringify([on, chosen, snoozed])}
                selection={mayWrite ? selection : undefined}
                open={setDeed}
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
        {whole ? words.flags.shown(total, formats.day(on)) : ""}
      </p>
    </Page>
  );
}

const keyOf = (flag: Flag) => flag.externalId;

const narrowing: (Kind | "exporter" | "origin" | "status")[] = [...kinds, "exporter", "origin", "status"];

/** What an address narrows to; what cannot be a reason or a status of flags is left aside. */
function chosenOf(params: URLSearchParams, assignee: string, reasons: object): Chosen {
  const isNone = (kind: string, value: string) =>
    (kind === "reason" && !Object.hasOwn(reasons, value)) ||
    (kind === "status" && !flagged.some((one) => one === value));
  const given = narrowing.flatMap((kind) => {
    const value = params.get(kind);
    return value && !isNone(kind, value) ? [[kind, value]] : [];
  });
  return Object.fromEntries(assignee ? [...given, ["assignee", assignee]] : given) as Chosen;
}
