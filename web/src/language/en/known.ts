import type { Formats } from "../formats";

/** Words of the state that was known at an earlier moment. */
export const known = (f: Formats) => ({
  known: {
    open: "As known on …",
    title: "As known on an earlier day",
    lead: "The whole page then answers with what was recorded by the end of that day, and with the law as the registry had it: nothing that was written later counts.",
    day: "Day",
    show: "Show",
    atEnd: (day: string) => `As known at the end of ${f.day(day)}`,
    at: (moment: string) => `As known on ${f.moment(moment)}`,
    reads: "What was written later does not count. Nothing can be recorded meanwhile.",
    erased: (n: number) =>
      `${f.number(n)} ${f.plural(n, "flow of then was", "flows of then were")} erased since and ${f.plural(n, "is", "are")} in no count.`,
    back: "Back to now",
    nonsense: "The address names no moment of the past. This is what is known now.",
    asThen: "As known then",
    thatDay: "That day",
    closed: "While the page shows what was known earlier, nothing can be recorded.",
  },
});
