// Civil days as the schema writes them, YYYY-MM-DD: their order is that of text.
import { knownNow } from "./known";

export type Day = string;

const milliseconds = 86_400_000;

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / milliseconds);

/** The last day that has a name: what would lie behind it is on it. */
const last: Day = "9999-12-31";

const dayOf = (number: number): Day =>
  new Date(Math.min(number, dayNumber(last)) * milliseconds).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day => dayOf(dayNumber(day) + days);

/** The same day of the month some years later; 29 February becomes 28. */
export function addYears(day: Day, years: number): Day {
  const year = Number(day.slice(0, 4)) + years;
  const later = `${String(year).padStart(4, "0")}${day.slice(4)}`;
  if (year > Number(last.slice(0, 4))) return last;
  return isDay(later) ? later : `${later.slice(0, 8)}28`;
}

/** Today by the reader's clock; where it is asked what was known at a moment, the day of that. */
export function today(): Day {
  const known = knownNow();
  if (known) return known.day;
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((n) => String(n).padStart(2, "0"))
    .join("-");
}

/** Whether a text names a day that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** A day in an address: today where it is missing or no day. */
export const dayFrom = (text: string | null): Day => (text && isDay(text) ? text : today());

/** How many days lie between today and a day. */
export const daysUntil = (day: Day): number => dayNumber(day) - dayNumber(today());
