import { addDays, type Day, dayNumber } from "../time/day";

/** The weeks of a month, 2026-11, from Monday to Sunday; nothing in the place of a day of another month. */
export function weeksOf(month: string): (Day | null)[][] {
  const first = `${month}-01`;
  const weekday = (dayNumber(first) + 3) % 7; // 1970-01-01 was a Thursday
  const weeks: (Day | null)[][] = [];
  for (let monday = addDays(first, -weekday); monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    const week = Array.from({ length: 7 }, (_, i) => addDays(monday, i));
    weeks.push(week.map((day) => (day.startsWith(month) ? day : null)));
  }
  return weeks;
}

/** Any week from Monday on, for the names of its days. */
export const anyWeek: Day[] = Array.from({ length: 7 }, (_, i) => addDays("2024-01-01", i));
