import { useCallback, useEffect, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { send } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { useModal } from "../parts/use-modal";
import type { SentBack } from "./sent-back";

type State = "in" | "out" | "exchanging" | "refused" | "sent-back";

const inLink = "#sign-in=";

/**
 * Whether somebody has to sign in: when the server said so, or while a link that was
 * opened is exchanged for a session, or where the provider's sign-in came to nothing. The
 * secret of a link leaves the address at once.
 */
export function useSignIn(sentBack: SentBack | undefined) {
  const [state, setState] = useState<State>(() =>
    sentBack ? "sent-back" : location.hash.startsWith(inLink) ? "exchanging" : "in",
  );
  useEffect(() => {
    const leave = () => setState((now) => (now === "in" ? "out" : now));
    window.addEventListener("signed-out", leave);
    return () => window.removeEventListener("signed-out", leave);
  }, []);
  const exchange = useCallback((link: string) => {
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
  }, []);
  useEffect(() => {
    const arrive = () => {
      const link = secretIn(location.hash);
      if (!link) return;
      history.replaceState(null, "", location.pathname + location.search);
      exchange(link);
    };
    arrive();
    window.addEventListener("hashchange", arrive); // a link that is opened in a tab that shows the page
    return () => window.removeEventListener("hashchange", arrive);
  }, [exchange]);
  const again = () => {
    setState("in");
    written();
  };
  return { wanted: state !== "in", state, sentBack, again, exchange };
}

/** The secret of a link, or of the part of an address behind its #; empty where there is none. */
function secretIn(link: string): string {
  const [, secret = ""] = link.split(inLink);
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret; // what no link of ours has: the server refuses it
  }
}

/** Where one is sent to the provider at which people sign in, to come back to this view; nothing where there is none. */
function useProvider(): string | undefined {
  useLocation(); // the view may change below, by what was typed last
  useSearch();
  const [provider, setProvider] = useState<string>();
  useEffect(() => {
    send("/sign-in", {})
      .then((response) => response.json())
      .then(
        (ways: { provider?: string }) => setProvider(ways.provider),
        () => {}, // a server that cannot be reached is told of by the page
      );
  }, []);
  return provider && `${provider}?to=${encodeURIComponent(location.pathname + location.search)}`;
}

/** A calm word above the page, which stays below with all that was typed: how one signs in. */
export function SignIn({
  state,
  sentBack,
  again,
  exchange,
  typed,
}: {
  state: State;
  sentBack: SentBack | undefined;
  again: () => void;
  exchange: (link: string) => void;
  /** Whether a page is below, in which something may be typed: it is not left. */
  typed: boolean;
}) {
  const { words } = useLanguage();
  const [link, setLink] = useState("");
  const provider = useProvider();
  const dialog = useModal();
  const why = state === "sent-back" ? sentBack : undefined;
  return (
    <dialog
      ref={dialog}
      className="sign-in"
      aria-labelledby="sign-in-name"
      aria-describedby={why && "sign-in-why"}
      onCancel={(event) => event.preventDefault()}
    >
      <h1 id="sign-in-name">
        {state === "exchanging" ? words.signIn.exchanging : why ? words.signIn.sentBack : words.signIn.title}
      </h1>
      {state !== "exchanging" && (
        <>
          {state === "refused" && <p className="notice">{words.signIn.refused}</p>}
          {why && (
            <p id="sign-in-why" className="notice" lang={why.language}>
              {why.words}
            </p>
          )}
          {provider && (
            <p>
              <a className="button primary" href={provider} {...(typed ? { target: "_blank" } : {})}>
                {why ? words.signIn.providerAgain : words.signIn.provider}
              </a>
            </p>
          )}
          <p>{words.signIn.how}</p>
          <p>
            <code>safeconduct sign-in --data ./data</code>
          </p>
          <p className="quiet">{words.signIn.kept}</p>
          <form
            className="sign-in-paste"
            onSubmit={(event) => {
              event.preventDefault();
              exchange(secretIn(link) || link.trim());
            }}
          >
            <label htmlFor="sign-in-link">{words.signIn.paste}</label>
            <input
              id="sign-in-link"
              className="input"
              autoComplete="off"
              spellCheck={false}
              value={link}
              onChange={(event) => setLink(event.target.value)}
            />
            <div className="buttons">
              <button type="submit" className="button primary" disabled={!link.trim()}>
                {words.signIn.use}
              </button>
              <button type="button" className="button" onClick={again}>
                {words.signIn.again}
              </button>
            </div>
          </form>
        </>
      )}
    </dialog>
  );
}
