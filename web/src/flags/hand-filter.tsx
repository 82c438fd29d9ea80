import { useId, useMemo } from "react";
import type { Snoozed } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import { isLimited } from "../shell/roles";
import { useViewer } from "../shell/viewer";
import { nameOf, nobody } from "../triage/triage";
import { People } from "../triage/triage.gen";

const nothing = {};

/** In addresses: the flags of who looks. */
const me = "me";

/** The assignee to whom an address narrows; empty for all. */
export const assigneeIn = (params: URLSearchParams, actor: string): string =>
  params.get("assignee") === me ? actor : (params.get("assignee") ?? "");

/** Which flags an address asks for of those that are put off: those that are awake where it says nothing. */
export function snoozedIn(params: URLSearchParams): Snoozed {
  const asked = params.get("snoozed");
  return asked === "ASLEEP" || asked === "ALL" ? asked : "AWAKE";
}

/** Narrows the flags to who has them in hand, and to what is put off. */
export function HandFilter({ asleep }: { asleep: number }) {
  const { words } = useLanguage();
  const { params, set, get } = useAddress();
  const viewer = useViewer();
  const { actor } = viewer;
  const { data } = useQuery(People, isLimited(viewer) ? null : nothing); // of whom who is limited is not told
  const assignee = get("assignee");
  const id = useId();
  const people = useMemo(() => {
    const known = (data?.people.nodes ?? []).map((one) => one.actor).filter((one) => one !== actor);
    return assignee && ![me, nobody, ...known].includes(assignee) ? [...known, assignee] : known;
  }, [data, actor, assignee]);
  return (
    <div className="hand-filter no-print">
      <div>
        <label htmlFor={`${id}-hand`}>{words.triage.assignee}</label>
        <select
          id={`${id}-hand`}
          className="input"
          value={assignee}
          onChange={(event) => set({ assignee: event.target.value || null })}
        >
          <option value="">{words.triage.everybody}</option>
          <option value={me}>{words.triage.me(nameOf(actor))}</option>
          <option value={nobody}>{words.triage.nobody}</option>
          {people.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`${id}-show`}>{words.triage.snoozes}</label>
        <select
          id={`${id}-show`}
          className="input"
          value={snoozedIn(params)}
          onChange={(event) => set({ snoozed: event.target.value === "AWAKE" ? null : event.target.value })}
        >
          <option value="AWAKE">{words.triage.awakeOnly}</option>
          <option value="ASLEEP">{words.triage.asleepOnly(asleep)}</option>
          <option value="ALL">{words.triage.both}</option>
        </select>
      </div>
    </div>
  );
}
