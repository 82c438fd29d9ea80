import { useLanguage } from "../language/language";
import { FinderField } from "../parts/finder";
import type { Form } from "../parts/form";
import { useCompanies } from "./finders";

/** A company as a form names it. */
export interface Party {
  externalId: string;
  name: string;
}

/** Who sends and who receives the data, where nobody has said so before. */
export function PartyFields<Values extends { exporter: string; importer: string }>({
  form,
  exporter,
  importer,
}: {
  form: Form<Values>;
  exporter?: Party | undefined;
  importer?: Party | undefined;
}) {
  const { words } = useLanguage();
  const of = form as unknown as Form<{ exporter: string; importer: string }>;
  return (
    <div className="form-pair">
      <FinderField
        form={of}
        name="exporter"
        label={words.agreement.exporter}
        hint={words.evidence.finderHint}
        named={exporter?.name ?? ""}
        useFound={useCompanies}
      />
      <FinderField
        form={of}
        name="importer"
        label={words.agreement.importer}
        hint={words.evidence.finderHint}
        named={importer?.name ?? ""}
        useFound={useCompanies}
      />
    </div>
  );
}
