import { useLanguage } from "../language/language";
import { useKnown } from "../shell/known";

const forms = ["CSV", "XLSX"];

/** The tables of the server that are got as files. */
export type Exported =
  | "flags"
  | "deadlines"
  | "log"
  | "hits"
  | "flows"
  | "organizations"
  | "agreements"
  | "certifications"
  | "approvals"
  | "assessments";

interface Props {
  table: Exported;
  /** What the rows are narrowed to, as the server's path takes it. */
  params: Record<string, string>;
}

/** All rows of what is shown as files: the server makes them, so that none has to be here. */
export function ExportLinks({ table, params }: Props) {
  const { words, language } = useLanguage();
  const all = { ...params, known: useKnown()?.moment ?? "", language };
  const given = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ""));
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
