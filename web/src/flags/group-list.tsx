import { useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import type { Snoozed } from "../graphql/schema.gen";
import { usePages } from "../graphql/use-pages";
import { useLanguage } from "../language/language";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useGroupName } from "./group-name";
import { asked, type Chosen, filterOf, type Kind, keyOf } from "./groups";
import { FlagGroups, type FlagGroupsQueryAnswer } from "./groups.gen";
import { FirstToMend, WhoActs } from "./who-acts";

const first = 30;
const groupsOf = (answer: FlagGroupsQueryAnswer) => answer.flagGroups;

/** The groups of a kind, the largest first; the one that is looked at tells who has to act. */
export function GroupList({ kind, chosen, snoozed }: { kind: Kind; chosen: Chosen; snoozed: Snoozed }) {
  const { words, formats } = useLanguage();
  const { link, on } = useAddress();
  const name = useGroupName();
  const variables = useMemo(
    () => ({ by: asked[kind], asOf: on, filter: filterOf({ ...chosen, ...open(kind) }, snoozed) }),
    [kind, chosen, snoozed, on],
  );
  const { rows, total, stale, refusal, again, need } = usePages(FlagGroups, variables, groupsOf);
  const [shown, setShown] = useState({ kind, groups: first });
  const most = shown.kind === kind ? shown.groups : first;
  useEffect(() => need(most), [need, most]);
  if (refusal) return <Fault refusal={refusal} again={again} />;
  if (total === undefined) return <Skeleton lines={6} />;
  const largest = rows[0]?.flows ?? 1;
  return (
    <>
      <ul className={stale ? "groups stale" : "groups"}>
        {rows.slice(0, most).map((group) => {
          const key = keyOf(group.name);
          const isOpen = chosen[kind] === key;
          return (
            <li key={key}>
              <Link
                href={link({ [kind]: isOpen ? null : key, ...(kind === "mend" ? pairless : {}) })}
                aria-current={isOpen}
                className="group"
              >
                <span>{name(kind, key, group.organization?.name ?? "")}</span>
                <span className="number">{formats.number(group.flows)}</span>
                <span className="group-bar" aria-hidden="true">
                  <span style={{ width: `${(100 * group.flows) / largest}%` }} />
                </span>
              </Link>
              {isOpen && kind === "mend" && <WhoActs mend={key} chosen={chosen} snoozed={snoozed} />}
              {!isOpen && group.mendings[0] && <FirstToMend mend={key} of={group.mendings[0]} />}
            </li>
          );
        })}
      </ul>
      {total > most && (
        <button type="button" className="button plain" onClick={() => setShown({ kind, groups: most + 100 })}>
          {words.flags.moreGroups(most, total)}
        </button>
      )}
    </>
  );
}

/** What narrows to those who act in a group is left with it. */
const pairless = { exporter: null, importer: null, record: null };

/** A choice without that of a kind: its groups are to be chosen among. Of what mends, whoever acts. */
const open = (kind: Kind): Chosen => ({
  [kind]: "",
  ...(kind === "mend" ? { exporter: "" } : {}),
});
