import { useState } from "react";
import { useLanguage } from "../language/language";

/** Changes between light and dark; theme.js applies the choice before the page is painted. */
export function ThemeSwitch() {
  const { words } = useLanguage();
  const [theme, setTheme] = useState(() => document.documentElement.dataset.theme ?? "light");
  const other = theme === "dark" ? "light" : "dark";
  const change = () => {
    document.documentElement.dataset.theme = other;
    localStorage.setItem("theme", other);
    setTheme(other);
  };
  return (
    <button
      type="button"
      className="button plain bar-theme"
      onClick={change}
      aria-label={words.bar.theme[other]}
      title={words.bar.theme[other]}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1.5a6.5 6.5 0 1 1 0 13z" fill="currentColor" />
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </button>
  );
}
