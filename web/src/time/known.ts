// The moment of which it is asked what was known then: in the address, as `known`. It is
// read from there wherever it counts, so that no question is asked of another moment.

export interface Known {
  /** As the server takes it; of a day, its end in UTC. */
  moment: string;
  /** The day of the moment, in UTC. */
  day: string;
  /** Whether a day was asked for, and not a moment. */
  whole: boolean;
}

/** The moment in an address; null where there is none, or none of the past. */
export function knownIn(search: string, now = Date.now()): Known | null {
  const text = new URLSearchParams(search).get("known") ?? "";
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!whole && !/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const moment = whole ? `${text}T23:59:59.999Z` : text;
  const at = new Date(moment);
  if (!(at.getTime() <= now)) return null; // no number, too
  const day = at.toISOString().slice(0, 10);
  return whole && day !== text ? null : { moment, day, whole }; // 31 April would be 1 May
}

/** The moment in the address of the page. */
export const knownNow = (): Known | null => (typeof location === "object" ? knownIn(location.search) : null);

/** A link that stays with the moment of a page, unless it names one itself. */
export function keeping(to: string, search: string): string {
  const known = new URLSearchParams(search).get("known");
  if (!known || /[?&]known=/.test(to)) return to;
  const [path = "", fragment] = to.split("#");
  const kept = `${path}${path.includes("?") ? "&" : "?"}known=${encodeURIComponent(known)}`;
  return fragment === undefined ? kept : `${kept}#${fragment}`;
}
