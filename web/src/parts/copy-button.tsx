import { useState } from "react";
import { useLanguage } from "../language/language";

/** Puts a text where the reader can paste it from, and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { words } = useLanguage();
  const [copied, setCopied] = useState("");
  return (
    <button
      type="button"
      className="button no-print"
      onClick={(event) => {
        const beside = event.currentTarget.previousElementSibling;
        void copy(text).then(
          () => setCopied(text),
          // The browser forbids it: the reader finds the text selected, and copies it by a key.
          () => beside && getSelection()?.selectAllChildren(beside),
        );
      }}
    >
      {copied === text ? words.general.copied : (label ?? words.general.copy)}
    </button>
  );
}

/** A server without TLS on another machine has no clipboard in its pages, only the older command. */
async function copy(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("nothing was copied");
}
