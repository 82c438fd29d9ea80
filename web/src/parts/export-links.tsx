import { useLanguage } from "../language/language";
import { useKnown } from "../shell/known";

const forms = ["CSV", "XLSX"];

interface Props {
  table: "flags" | "deadlines" | "log" | "hits";
  /** What the rows are narrowed to, as the server's path takes it. */
  params: Record<string, string>;
}

/**
 * All rows of what is shown as files: the server makes them, so that none has to be here, and of
 * what is known now: none is offered while the page tells what was known earlier.
 */
export function ExportLinks({ table, params }: Props) {
  const { words } = useLanguage();
  const known = useKnown();
  const given = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== ""));
  if (known) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form, and these are links
    <span className="export no-print" role="group" aria-label={words.general.exports}>
      {forms.map((form) => (
        <a key={form} className="button" href={`/export/${table}.${form.toLowerCase()}?${given}`} download>
          {words.general.exportAs(form)}
        </a>
      ))}
    </span>
  );
}
