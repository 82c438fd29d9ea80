import { useLayoutEffect, useMemo } from "react";
import { useSearch } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { isDay } from "../time/day";
import { type Known, knownIn } from "../time/known";
import { useAddress } from "./address";
import { leaveMoment } from "./kept-moment";
import { ErasedThen } from "./known.gen";
import { opens, writes } from "./roles";
import { useViewer, type Viewer } from "./viewer";
import "./known.css";

/** The moment of which the page tells what was known; null for now. */
export function useKnown(): Known | null {
  const search = useSearch();
  return useMemo(() => knownIn(search), [search]);
}

/** Whether the viewer records evidence here: what was known earlier is not changed any more. */
export function useMayWrite(): boolean {
  const viewer = useViewer();
  return useKnown() === null && writes(viewer);
}

/** The latest day that is over, whose end can be asked about. */
export const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/** Says above every page that it tells what was known at an earlier moment, and leads back; the page is tinted. */
export function KnownBanner({ viewer }: { viewer: Viewer | undefined }) {
  const { words } = useLanguage();
  const { get, set } = useAddress();
  const known = useKnown();
  const asked = get("known") !== "";
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute("data-known", known !== null);
  }, [known]);
  if (!asked) return null;
  return (
    <section className="known" aria-label={words.known.title}>
      {known ? (
        <p>
          <Clock />
          <strong>{known.whole ? words.known.atEnd(known.day) : words.known.at(known.moment)}</strong>{" "}
          <span className="small">{words.known.reads}</span> {viewer && opens(viewer, "/") && <Erased />}
        </p>
      ) : (
        <p role="alert">{words.known.nonsense}</p>
      )}
      <div className="known-end no-print">
        {known && (
          <input
            type="date"
            className="input"
            aria-label={words.known.day}
            value={known.day}
            max={yesterday()}
            onChange={(event) =>
              isDay(event.target.value) &&
              event.target.value <= yesterday() &&
              set({ known: event.target.value, on: null })
            }
          />
        )}
        <button type="button" className="button" onClick={leaveMoment}>
          {words.known.back}
        </button>
      </div>
    </section>
  );
}

const nothing = {};

/** Says how many flows of then are in no count, since their content was erased. */
function Erased() {
  const { words } = useLanguage();
  const { data } = useQuery(ErasedThen, nothing);
  const flows = data?.summary.erasedFlows ?? 0;
  return flows > 0 && <strong className="small">{words.known.erased(flows)}</strong>;
}

/** A clock that is turned back. */
export const Clock = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" className="known-clock">
    <path d="M2.2 5.2A6.3 6.3 0 1 1 1.7 8M2 1.8v3.6h3.6M8 4.6V8l2.4 1.6" />
  </svg>
);
