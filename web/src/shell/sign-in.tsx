import { useEffect, useRef, useState } from "react";
import { send } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";

type State = "in" | "out" | "exchanging" | "refused";

const inLink = "#sign-in=";

/**
 * Whether somebody has to sign in: when the server said so, or while a link that was
 * opened is exchanged for a session. The secret leaves the address at once.
 */
export function useSignIn() {
  const [state, setState] = useState<State>(() => (location.hash.startsWith(inLink) ? "exchanging" : "in"));
  useEffect(() => {
    const leave = () => setState((now) => (now === "in" ? "out" : now));
    window.addEventListener("signed-out", leave);
    return () => window.removeEventListener("signed-out", leave);
  }, []);
  useEffect(() => {
    const exchange = () => {
      if (!location.hash.startsWith(inLink)) return;
      const link = decodeURIComponent(location.hash.slice(inLink.length));
      history.replaceState(null, "", location.pathname + location.search);
      setState("exchanging");
      send("/sign-in", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ link }),
      }).then(
        (response) => {
          if (response.ok) written();
          setState(response.ok ? "in" : "refused");
        },
        () => setState("refused"),
      );
    };
    exchange();
    window.addEventListener("hashchange", exchange); // a link that is opened in a tab that shows the page
    return () => window.removeEventListener("hashchange", exchange);
  }, []);
  const again = () => {
    setState("in");
    written();
  };
  return { wanted: state !== "in", state, again };
}

/** A calm word above the page, which stays below with all that was typed: how one signs in. */
export function SignIn({ state, again }: { state: State; again: () => void }) {
  const { words } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sign-in"
      aria-labelledby="sign-in-name"
      onCancel={(event) => event.preventDefault()}
    >
      <h1 id="sign-in-name">{state === "exchanging" ? words.signIn.exchanging : words.signIn.title}</h1>
      {state !== "exchanging" && (
        <>
          {state === "refused" && <p className="notice">{words.signIn.refused}</p>}
          <p>{words.signIn.how}</p>
          <p>
            <code>safeconduct sign-in --data ./data</code>
          </p>
          <p className="quiet">{words.signIn.kept}</p>
          <p>
            <button type="button" className="button primary" onClick={again}>
              {words.signIn.again}
            </button>
          </p>
        </>
      )}
    </dialog>
  );
}
