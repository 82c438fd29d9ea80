import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { languages, useLanguage } from "../language/language";
import { lists } from "../lists/paths";
import { onDay, useAddress } from "./address";
import { useKnown } from "./known";
import { KnownSwitch } from "./known-switch";
import { homeOf, isLimited, opens } from "./roles";
import { ThemeSwitch } from "./theme";
import { UserMenu } from "./user-menu";
import type { Viewer } from "./viewer";

const Palette = lazy(() => import("./palette"));

const places = [
  "/",
  "/flags",
  "/flows",
  "/dpa",
  "/what-if",
  "/deadlines",
  "/law",
  "/log",
  "/import",
] as const;

/** The bar above every page: where the viewer can go, and how the page looks and speaks. */
export function Bar({ viewer }: { viewer: Viewer | undefined }) {
  const { words, language, speak } = useLanguage();
  const [path] = useLocation();
  const { on } = useAddress();
  const known = useKnown();
  const shown = places.filter((place) => viewer && opens(viewer, place));
  const searches = shown.length > 1; // who has one page has nothing to find
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || !searches) return;
      event.preventDefault();
      setSearching((open) => !open);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [searches]);
  const nav = useRef<HTMLElement>(null);
  const moved = useRef(false);
  // Where the places do not all fit, the one that is shown is in sight; the first one is from the beginning.
  useEffect(() => {
    if (path === "/" && !moved.current) return;
    moved.current = true;
    const [row, current] = [nav.current, nav.current?.querySelector("[aria-current=page]")];
    if (!row || !current || !viewer) return;
    const [frame, box] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
    row.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  }, [path, viewer]);
  const under = (place: string) => path === place || path.startsWith(`${place}/`);
  const here = (place: string) =>
    place === "/" ? path === "/" : place === "/flows" ? lists.some(under) : under(place);
  return (
    <header className="bar">
      <a href="#content" className="skip">
        {words.bar.skip}
      </a>
      <Link href={onDay(viewer ? homeOf(viewer) : "/", on)} className="brand">
        <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" className="brand-ground" />
          <path d="M8 21c4-10 12-10 16-2" className="brand-line" />
          <circle cx="8" cy="21" r="3" className="brand-dot" />
          <circle cx="24" cy="19" r="3" className="brand-dot" />
        </svg>
        <span>Safeconduct</span>
      </Link>
      <nav aria-label={words.bar.pages} className="places" ref={nav}>
        {shown.map((place) => (
          <Link key={place} href={onDay(place, on)} aria-current={here(place) ? "page" : undefined}>
            {words.bar.places[place]}
          </Link>
        ))}
      </nav>
      <div className="bar-end">
        {searches && (
          <button type="button" className="button bar-search" onClick={() => setSearching(true)}>
            <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
              <path
                d="M7 1.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM11 11l4 4"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.6"
              />
            </svg>
            <span>{words.bar.search}</span>
            <kbd>{words.bar.searchKeys}</kbd>
          </button>
        )}
        {viewer && opens(viewer, "/") && !isLimited(viewer) && !known && <KnownSwitch />}
        <select
          className="input bar-language"
          aria-label={words.bar.language}
          value={language}
          onChange={(event) => speak(event.target.value)}
        >
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {one.toUpperCase()}
            </option>
          ))}
        </select>
        <ThemeSwitch />
        {viewer && <UserMenu viewer={viewer} />}
      </div>
      {searching && viewer && (
        <Suspense>
          <Palette viewer={viewer} close={() => setSearching(false)} />
        </Suspense>
      )}
    </header>
  );
}
