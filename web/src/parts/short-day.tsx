import { useLanguage } from "../language/language";
import type { Day } from "../time/day";

/** A day where there is little room; it is never broken into two lines. */
export function ShortDay({ day }: { day: Day }) {
  const { formats } = useLanguage();
  return (
    <time dateTime={day} className="number short-day">
      {formats.shortDay(day)}
    </time>
  );
}
