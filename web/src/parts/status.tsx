import type { Status } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";

/** Statuses from the worst to the best, as every list and plot orders them. */
export const statuses = ["NO_VALID_BASIS", "AT_RISK", "VALID", "NOT_RESTRICTED"] as const satisfies Status[];

export type ShownStatus = (typeof statuses)[number];

// The shapes differ, so that no colour is needed to tell them apart.
const glyphs: Record<Status, string> = {
  NO_VALID_BASIS: "M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.5 5.5l5 5M10.5 5.5l-5 5",
  AT_RISK: "M8 1.5l7 12.5H1zM8 6v4M8 11.6v.6",
  VALID: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4.8 8.2l2.2 2.3 4.2-4.8",
  NOT_RESTRICTED: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z",
  INACTIVE: "M3 8h10",
};

export function StatusGlyph({ status, size = 14 }: { status: Status; size?: number }) {
  return (
    <svg className={`is-${status}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={glyphs[status]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** A status in its word, with its glyph and colour. */
export function StatusWord({ status }: { status: Status }) {
  const { words } = useLanguage();
  return (
    <span className={`status is-${status}`}>
      <StatusGlyph status={status} />
      {words.status[status]}
    </span>
  );
}

/** How an area of a status is filled: with a pattern of {@link StatusPatterns}. */
export const patternOf = (status: Status, drawing = "area") => `url(#${drawing}-${status})`;

/** The patterns that stand for statuses where areas are filled; for the whole document, or for a drawing that is scaled. */
export function StatusPatterns({ drawing = "area", scale = 1 }: { drawing?: string; scale?: number }) {
  const area = (status: Status, turn = 0) => ({
    id: `${drawing}-${status}`,
    width: 6,
    height: 6,
    patternUnits: "userSpaceOnUse",
    patternTransform: `scale(${scale}) rotate(${turn})`,
  });
  const ground = (status: Status) => <rect width="6" height="6" className={`fill-${status}`} />;
  return (
    <defs>
      <pattern {...area("NO_VALID_BASIS", 45)}>
        {ground("NO_VALID_BASIS")}
        <rect width="1.4" height="6" className="pattern-mark" />
      </pattern>
      <pattern {...area("AT_RISK")}>
        {ground("AT_RISK")}
        <circle cx="1.6" cy="1.6" r="0.9" className="pattern-mark" />
        <circle cx="4.6" cy="4.6" r="0.9" className="pattern-mark" />
      </pattern>
      <pattern {...area("VALID")}>{ground("VALID")}</pattern>
      <pattern {...area("NOT_RESTRICTED")}>
        {ground("NOT_RESTRICTED")}
        <rect width="6" height="0.9" y="2.5" className="pattern-mark" />
      </pattern>
      <pattern {...area("INACTIVE")}>{ground("INACTIVE")}</pattern>
    </defs>
  );
}

/** A swatch of a status as areas show it. */
export function StatusSwatch({ status }: { status: Status }) {
  return (
    <svg width="14" height="14" aria-hidden="true" className="swatch">
      <rect width="14" height="14" rx="3" fill={patternOf(status)} />
    </svg>
  );
}
