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

/** What a catalogue says. */
function said({ locale, words }: Catalogue): Pick<Speech, "words" | "formats"> {
  const formats = formatsOf(locale);
  return { formats, words: words(formats) };
}

const inEnglish = said(english);
const Context = createContext<Speech>({
  ...inEnglish,
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
  const [speech, setSpeech] = useState(language === "en" ? inEnglish : null);
  useEffect(() => {
    let wanted = true;
    const say = (tag: string, speech: Pick<Speech, "words" | "formats">) => {
      if (!wanted) return;
      document.documentElement.lang = tag;
      setSpeech(speech);
    };
    if (language === "en") say("en", inEnglish);
    else
      catalogues[language]?.().then(
        (catalogue) => say(language, said(catalogue)),
        () => say("en", inEnglish), // a catalogue that does not come is no reason to say nothing
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
