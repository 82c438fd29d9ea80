import { useMemo } from "react";
import { Link } from "wouter";
import type { Snoozed } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { RecordEvidence } from "../record/evidence";
import { useAddress } from "../shell/address";
import { useMayWrite } from "../shell/known";
import { actors, type Chosen, filterOf, keyOf } from "./groups";
import { type MendsFragment, WhoMends } from "./groups.gen";

const shown = 8;

/** Which mending of a group an address leads to. */
const leadsTo = (of: MendsFragment) => {
  const { exporter, importer } = actors(of);
  return { exporter: exporter?.externalId ?? null, importer: importer?.externalId ?? null };
};

/** One sentence: whose act mends most flags of a group. It leads there, and starts to record it. */
export function FirstToMend({ mend, of }: { mend: string; of: MendsFragment }) {
  const { words } = useLanguage();
  const { link } = useAddress();
  const mayWrite = useMayWrite();
  const start = mayWrite ? { record: of.pieces[0]?.kind ?? null } : {};
  return (
    <p className="first-to-mend">
      <Link href={link({ mend, ...leadsTo(of), ...start })}>{words.flags.oneMends(of.pieces, of.flows)}</Link>
    </p>
  );
}

/** Those who have to act, first whose act mends most; each piece of evidence can be recorded from here. */
export function WhoActs({ mend, chosen, snoozed }: { mend: string; chosen: Chosen; snoozed: Snoozed }) {
  const { words } = useLanguage();
  const { link, get, set, on } = useAddress();
  const mayWrite = useMayWrite();
  const variables = useMemo(() => {
    const { exporter, importer, ...others } = chosen;
    const within = exporter ? others : { ...others, ...(importer ? { importer } : {}) };
    return { asOf: on, filter: filterOf(within, snoozed) };
  }, [chosen, snoozed, on]);
  const { data } = useQuery(WhoMends, variables);
  const group = data?.flagGroups.nodes.find((one) => keyOf(one.name) === mend);
  if (!group || group.mendings.length === 0) return null;
  const called = ({ exporter, importer, group: of }: ReturnType<typeof actors>) =>
    exporter && importer ? words.map.route(exporter.name, importer.name) : (importer?.name ?? of);
  const isHere = (of: MendsFragment) =>
    Object.entries(leadsTo(of)).every(([party, key]) => get(party) === (key ?? ""));
  const here = group.mendings.find(isHere);
  const recording = here?.pieces.find((piece) => piece.kind === get("record"));
  return (
    <>
      <ul className="who-acts" aria-label={words.flags.whoActs}>
        {group.mendings.slice(0, shown).map((of) => (
          <li
            key={JSON.stringify([actors(of), of.pieces.map(({ kind, covers }) => [kind, covers]), of.flows])}
          >
            <Link
              href={link(isHere(of) ? { exporter: null, importer: null } : leadsTo(of))}
              aria-current={isHere(of)}
            >
              {called(actors(of))}
            </Link>
            <span className="quiet"> {words.flags.mends(of.flows)}</span>
            {isHere(of) && mayWrite && (
              <span className="buttons no-print">
                {of.pieces.map(({ kind }) => (
                  <button
                    key={kind}
                    type="button"
                    className="button"
                    onClick={() => set({ record: kind }, "push")}
                  >
                    {words.flow.record[kind]}
                  </button>
                ))}
              </span>
            )}
          </li>
        ))}
        {group.mendingCount > shown && (
          <li className="quiet">{words.flags.moreWhoAct(group.mendingCount - shown)}</li>
        )}
      </ul>
      {recording && mayWrite && (
        <RecordEvidence
          piece={recording}
          exporter={recording.exporter}
          importer={recording.importer}
          close={() => set({ record: null })}
        />
      )}
    </>
  );
}
