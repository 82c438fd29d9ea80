// How a language writes numbers, days and countries; all of it is in the browser.

export interface Formats {
  locale: string;
  number: (n: number) => string;
  /** A change of a number with its sign; nothing where there is none. */
  change: (n: number) => string;
  percent: (share: number) => string;
  /** 16 July 2020. */
  day: (day: string) => string;
  /** 16 Jul 2020, where there is little room. */
  shortDay: (day: string) => string;
  /** November 2026. */
  month: (month: string) => string;
  /** Monday, or M. */
  weekday: (day: string, length: "long" | "narrow") => string;
  moment: (moment: string) => string;
  country: (code: string) => string;
  /** The form of a word that goes with a number. */
  plural: (n: number, one: string, other: string) => string;
  list: (words: string[]) => string;
  /** A name among other words, which one that is written from right to left does not turn around. */
  name: (text: string) => string;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** What a browser takes its time to make: made when it is first needed, and kept. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function formatsOf(locale: string): Formats {
  const dates = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale, options));
  const civilDates = (options: Intl.DateTimeFormatOptions) => dates({ ...options, timeZone: "UTC" });
  const numbers = once(() => new Intl.NumberFormat(locale));
  const percents = once(() => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }));
  const days = civilDates({ day: "numeric", month: "long", year: "numeric" });
  const short = civilDates({ day: "numeric", month: "short", year: "numeric" });
  const months = civilDates({ month: "long", year: "numeric" });
  const weekdays = { long: civilDates({ weekday: "long" }), narrow: civilDates({ weekday: "narrow" }) };
  const moments = dates({ dateStyle: "medium", timeStyle: "short" });
  const countries = once(() => new Intl.DisplayNames(locale, { type: "region", fallback: "code" }));
  const plurals = once(() => new Intl.PluralRules(locale));
  const lists = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const civil = (day: string) => new Date(`${day}T00:00:00Z`);
  return {
    locale,
    number: (n) => numbers().format(n),
    change: (n) => (n === 0 ? "" : `${n > 0 ? "+" : "−"}${numbers().format(Math.abs(n))}`),
    percent: (share) => percents().format(share),
    day: (day) => days().format(civil(day)),
    shortDay: (day) => short().format(civil(day)),
    month: (month) => months().format(civil(`${month}-01`)),
    weekday: (day, length) => weekdays[length]().format(civil(day)),
    moment: (moment) => moments().format(new Date(moment)),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries().of(code) ?? code) : code),
    plural: (n, one, other) => (plurals().select(n) === "one" ? one : other),
    list: (words) => lists().format(words),
    name: (text) => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text),
  };
}
