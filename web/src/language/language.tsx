import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Catalogue, catalogues, spoken } from "./catalogues";
import { catalogue as english, type Words } from "./en/index";
import { type Formats, formatsOf } from "./formats";

export const languages = Object.keys(catalogues);

interface Speech {
  words: Words;
  formats: Formats;
  language: string;
  speak: (language: string) => void;
}

const initial = formatsOf(english.locale);
const Context = createContext<Speech>({
  words: english.words(initial),
  formats: initial,
  language: "en",
  speak: () => {},
});

/** The words of the reader's language, and how it writes numbers and days. */
export const useLanguage = () => useContext(Context);

/** Where the browser keeps the language that the reader chose. */
const place = "language";

const preferred = () => spoken([localStorage.getItem(place) ?? "", ...navigator.languages], languages);

export function LanguageOfReader({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(preferred);
  const [speech, setSpeech] = useState<Pick<Speech, "words" | "formats"> | null>(null);
  useEffect(() => {
    let wanted = true;
    const say = (tag: string, { locale, words }: Catalogue) => {
      if (!wanted) return;
      const formats = formatsOf(locale);
      document.documentElement.lang = tag;
      setSpeech({ formats, words: words(formats) });
    };
    catalogues[language]?.().then(
      (catalogue) => say(language, catalogue),
      () => say("en", english), // a catalogue that does not come is no reason to say nothing
    );
    return () => {
      wanted = false;
    };
  }, [language]);
  const value = useMemo(
    () =>
      speech && {
        ...speech,
        language,
        speak: (chosen: string) => {
          localStorage.setItem(place, chosen);
          setLanguage(chosen);
        },
      },
    [speech, language],
  );
  return value && <Context value={value}>{children}</Context>;
}
