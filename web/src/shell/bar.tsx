import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { languages, useLanguage } from "../language/language";
import { onDay, useAddress } from "./address";
import { ThemeSwitch } from "./theme";

const Palette = lazy(() => import("./palette"));

const places = ["/", "/flags", "/dpa", "/what-if", "/deadlines", "/law", "/log"] as const;

/** The bar above every page: where one can go, and how the page looks and speaks. */
export function Bar() {
  const { words, language, speak } = useLanguage();
  const [path] = useLocation();
  const { on } = useAddress();
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setSearching((open) => !open);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const here = (place: string) =>
    place === "/" ? path === "/" : path === place || path.startsWith(`${place}/`);
  return (
    <header className="bar">
      <a href="#content" className="skip">
        {words.bar.skip}
      </a>
      <Link href={onDay("/", on)} className="brand">
        <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" className="brand-ground" />
          <path d="M8 21c4-10 12-10 16-2" className="brand-line" />
          <circle cx="8" cy="21" r="3" className="brand-dot" />
          <circle cx="24" cy="19" r="3" className="brand-dot" />
        </svg>
        Safeconduct
      </Link>
      <nav aria-label={words.bar.pages} className="places">
        {places.map((place) => (
          <Link key={place} href={onDay(place, on)} aria-current={here(place) ? "page" : undefined}>
            {words.bar.places[place]}
          </Link>
        ))}
      </nav>
      <div className="bar-end">
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
          <kbd>Ctrl K</kbd>
        </button>
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
      </div>
      {searching && (
        <Suspense>
          <Palette close={() => setSearching(false)} />
        </Suspense>
      )}
    </header>
  );
}
