import { useState } from "react";
import { Link } from "wouter";
import { type Refusal, send } from "../graphql/client";
import { useLanguage } from "../language/language";
import { Fault } from "../parts/refused";
import { isLimited, opens } from "./roles";
import type { Viewer } from "./viewer";
import "./user-menu.css";

/** Who is signed in, what that role may do, and the way out. */
export function UserMenu({ viewer }: { viewer: Viewer }) {
  const { words, formats } = useLanguage();
  const { actor, role, exporters } = viewer;
  const [refusal, setRefusal] = useState<Refusal>();
  const name = nameOf(actor);
  const leave = () =>
    send("/sign-out", { method: "POST" }).then(
      () => location.assign("/"), // loaded anew, so that nothing read stays behind
      (reason: Refusal) => setRefusal(reason),
    );
  return (
    <>
      <button
        type="button"
        className="button plain user-button"
        popoverTarget="user-menu"
        aria-label={words.user.menu(name)}
      >
        <span className="user-mark" aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
      </button>
      <section id="user-menu" popover="auto" className="user-menu" aria-label={words.user.title}>
        <p className="user-name">{name}</p>
        <p className="quiet small">
          {words.user.inLog} <span className="code user-actor">{actor}</span>
        </p>
        <p>
          <span className="tag">{words.user.role[role]}</span>
        </p>
        {isLimited(viewer) ? (
          <p className="small">{words.user.limited(formats.list(exporters))}</p>
        ) : (
          <p className="small">{words.user.may[role]}</p>
        )}
        {opens(viewer, "/tokens") && <Link href="/tokens">{words.bar.places["/tokens"]}</Link>}
        {refusal && <Fault refusal={refusal} />}
        <button type="button" className="button" onClick={() => void leave()}>
          {words.user.signOut}
        </button>
      </section>
    </>
  );
}

/** The name in an actor: what stands behind how somebody came in, and before the id of a token. */
export const nameOf = (actor: string): string => actor.split(":")[1] || actor;
