import { useState } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { useAddress } from "../shell/address";
import { useMayWrite } from "../shell/known";
import type { Day } from "../time/day";
import type { Change } from "./changes";
import { Compare } from "./compare";
import { RemoveForm } from "./remove-form";
import { SaveForm } from "./save-form";
import { addressOfSaved, type Saved } from "./saved";
import { SavedScenarios } from "./saved.gen";
import { SinceSaved } from "./since-saved";
import "./saved.css";

const nothing = {};

/** Saved scenarios: opened by a link, compared with today, saved and removed. */
export function SavedList({ changes, on }: { changes: Change[]; on: Day }) {
  const { words, formats } = useLanguage();
  const { get, set, all: every } = useAddress();
  const comparing = every("compare").length > 1;
  const mayWrite = useMayWrite();
  const [asked, setAsked] = useState<"save" | Saved>();
  const { data } = useQuery(SavedScenarios, nothing);
  const all = data?.scenarios.nodes ?? [];
  const opened = all.find((one) => one.name === get("saved"));
  const close = () => setAsked(undefined);
  if (all.length === 0 && (changes.length === 0 || !mayWrite)) return null;
  return (
    <section
      className={opened || comparing ? "card saved" : "card saved no-print"}
      aria-labelledby="saved-name"
    >
      <div className="saved-head">
        <h2 id="saved-name">{words.saved.title}</h2>
        {mayWrite && changes.length > 0 && (
          <button type="button" className="button no-print" onClick={() => setAsked("save")}>
            {words.saved.saveThis}
          </button>
        )}
      </div>
      {opened && <SinceSaved key={opened.name} name={opened.name} />}
      {all.length === 0 && <p className="quiet">{words.saved.none}</p>}
      <ul className="saved-list scroll-y no-print">
        {all.map((one) => (
          <li key={one.name}>
            <div>
              <Name of={one} current={one === opened} />
              {one.note && <p className="small">{one.note}</p>}
              <p className="small quiet">
                {words.saved.did(one.asOf, one.counts.hits, one.counts.newlyWithoutBasis)}
              </p>
            </div>
            <p className="small quiet saved-when">
              {formats.moment(one.savedAt)}
              <br />
              {one.savedBy}
            </p>
            {mayWrite && (
              <button
                type="button"
                className="button plain"
                aria-label={words.saved.removeNamed(one.name)}
                onClick={() => setAsked(one)}
              >
                {words.saved.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {all.length > 1 && <Compare names={all.map((one) => one.name)} />}
      {asked === "save" && (
        <Dialog title={words.saved.saveThis} close={close}>
          <SaveForm
            changes={changes}
            on={on}
            opened={opened}
            done={(saved) => {
              close();
              set({ saved }, "push");
            }}
          />
        </Dialog>
      )}
      {asked && asked !== "save" && (
        <Dialog title={words.saved.removeNamed(asked.name)} close={close}>
          <RemoveForm
            of={asked}
            done={() => {
              close();
              if (asked.name === get("saved")) set({ saved: null });
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

/** The name of a saved scenario, which opens it where the builder can show all of it. */
function Name({ of, current }: { of: Saved; current: boolean }) {
  const { words } = useLanguage();
  const address = addressOfSaved(of);
  if (address) {
    return (
      <Link href={address} aria-current={current ? "true" : undefined} className="saved-open">
        {of.name}
      </Link>
    );
  }
  return (
    <>
      <strong>{of.name}</strong> <span className="small quiet">{words.saved.elsewhere}</span>
      <span className="small cut">{of.changes.map((change) => change.message).join("; ")}</span>
    </>
  );
}
