import { useEffect, useState } from "react";
import { send } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";

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
  return { wanted: state !== "in", state };
}

/** A calm word in the place of the page: how one signs in. */
export function SignIn({ state }: { state: State }) {
  const { words } = useLanguage();
  return (
    <div className="sign-in">
      <Page title={state === "exchanging" ? words.signIn.exchanging : words.signIn.title}>
        {state !== "exchanging" && (
          <>
            {state === "refused" && <p className="notice">{words.signIn.refused}</p>}
            <p>{words.signIn.how}</p>
            <p>
              <code>safeconduct sign-in --data ./data</code>
            </p>
            <p className="quiet">{words.signIn.kept}</p>
          </>
        )}
      </Page>
    </div>
  );
}
