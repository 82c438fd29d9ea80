import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";

/** What part of the world the map shows, and how its marks read. */
export function Controls() {
  const { words } = useLanguage();
  const { get, link } = useAddress();
  const near = get("view") === "europe";
  return (
    <>
      <nav className="views map-views" aria-label={words.map.views}>
        <Link href={link({ view: null })} className="view" aria-current={!near}>
          {words.map.world}
        </Link>
        <Link href={link({ view: "europe" })} className="view" aria-current={near}>
          {words.map.europe}
        </Link>
      </nav>
      <p className="map-key" aria-hidden="true">
        <svg aria-hidden="true" width="10" height="10" viewBox="-6 -6 12 12">
          <path d="M0 -5l5 5l-5 5l-5 -5z" className="origin" />
        </svg>
        {words.map.keyOrigin}
        <svg aria-hidden="true" width="10" height="10">
          <circle cx="5" cy="5" r="4.5" className="fill-NOT_RESTRICTED" />
        </svg>
        {words.map.keyDestination}
      </p>
    </>
  );
}
