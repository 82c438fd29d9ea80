import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { english, type Words } from "./en/index";
import { type Formats, formatsOf } from "./formats";

/** The languages of the page: one catalogue file each, read when it is chosen. */
const catalogues: Record<string, () => Promise<(formats: Formats) => Words>> = {
  en: async () => english,
  de: async () => (await import("./de/index")).german,
};

export const languages = Object.keys(catalogues);

interface Speech {
  words: Words;
  formats: Formats;
  language: string;
  speak: (language: string) => void;
}

const initial = formatsOf("en-GB");
const Context = createContext<Speech>({
  words: english(initial),
  formats: initial,
  language: "en",
  speak: () => {},
});

/** The words of the reader's language, and how it writes numbers and days. */
export const useLanguage = () => useContext(Context);

function preferred(): string {
  const stored = localStorage.getItem("language");
  const wanted = stored ? [stored] : navigator.languages;
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in catalogues) ?? "en";
}

export function LanguageOfReader({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(preferred);
  const [speech, setSpeech] = useState<Pick<Speech, "words" | "formats"> | null>(null);
  useEffect(() => {
    let wanted = true;
    catalogues[language]?.().then((catalogue) => {
      if (!wanted) return;
      const formats = formatsOf(language === "en" ? "en-GB" : language);
      document.documentElement.lang = language;
      setSpeech({ formats, words: catalogue(formats) });
    });
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
          localStorage.setItem("language", chosen);
          setLanguage(chosen);
        },
      },
    [speech, language],
  );
  return value && <Context value={value}>{children}</Context>;
}
