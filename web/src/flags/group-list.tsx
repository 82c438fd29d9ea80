import { useMemo, useState } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import { useGroupName } from "./group-name";
import { type Chosen, type Flag, type Group, grouped, type Kind, pairs } from "./groups";

const first = 30;

/** The groups of a kind, the largest first; the one that is looked at tells who has to act. */
export function GroupList({ flags, kind, chosen }: { flags: Flag[]; kind: Kind; chosen: Chosen }) {
  const { words, formats } = useLanguage();
  const { link } = useAddress();
  const name = useGroupName();
  const groups = useMemo(() => grouped(flags, kind), [flags, kind]);
  const [all, setAll] = useState(false);
  const most = groups[0]?.flags.length ?? 1;
  return (
    <>
      <ul className="groups">
        {(all ? groups : groups.slice(0, first)).map((group) => {
          const open = chosen[kind] === group.key;
          return (
            <li key={group.key}>
              <Link href={link({ [kind]: open ? null : group.key })} aria-current={open} className="group">
                <span>{name(kind, group.key, group.name)}</span>
                <span className="number">{formats.number(group.flags.length)}</span>
                <span className="group-bar" aria-hidden="true">
                  <span style={{ width: `${(100 * group.flags.length) / most}%` }} />
                </span>
              </Link>
              {open && kind === "mend" && <Pairs of={group} />}
            </li>
          );
        })}
      </ul>
      {groups.length > first && !all && (
        <button type="button" className="button plain" onClick={() => setAll(true)}>
          {words.flags.allGroups(groups.length)}
        </button>
      )}
    </>
  );
}

const shownPairs = 8;

/** The companies that have to act, those first whose act mends most. */
function Pairs({ of }: { of: Group }) {
  const { words } = useLanguage();
  const { link, get } = useAddress();
  const all = useMemo(() => pairs(of.flags), [of]);
  return (
    <ul className="pairs-to-act" aria-label={words.flags.whoActs}>
      {all.slice(0, shownPairs).map(({ exporter, importer, flows }) => {
        const here = get("exporter") === exporter.externalId && get("importer") === importer.externalId;
        const to = here
          ? { exporter: null, importer: null }
          : { exporter: exporter.externalId, importer: importer.externalId };
        return (
          <li key={`${exporter.externalId} ${importer.externalId}`}>
            <Link href={link(to)} aria-current={here}>
              {words.map.route(exporter.name, importer.name)}
            </Link>
            <span className="quiet"> {words.flags.mends(flows)}</span>
          </li>
        );
      })}
      {all.length > shownPairs && <li className="quiet">{words.flags.morePairs(all.length - shownPairs)}</li>}
    </ul>
  );
}
