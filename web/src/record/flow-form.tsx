import type { Category, FlowInput, Means, Role } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { CountryField } from "../parts/country-field";
import { FinderField } from "../parts/finder";
import { ChoiceField, ChoicesField, DateField, TextField } from "../parts/inputs";
import { EntityEnd, KeyField } from "./entity-end";
import { useChainAbove, useCompanies, useFlowsCalled } from "./finders";
import { AmendFlow, RecordFlow } from "./flow-commands.gen";
import { orNull, type Seen, useEntityForm, type Written } from "./use-entity-form";

interface Named {
  externalId: string;
  name: string;
}

/** A flow as its form shows it. */
export interface FlowOf extends Seen {
  name: string;
  customer: Named | null;
  exporter: Named & { country: string };
  exporterRole: Role;
  importer: Named & { country: string };
  importerRole: Role;
  origin: string;
  destination: string;
  data: Category[];
  purpose: string;
  product: string;
  means: Means;
  startsOn: string | null;
  endedOn: string | null;
  declaredBasis: string;
  onwardOf: Named | null;
}

const roles: Role[] = ["CONTROLLER", "PROCESSOR"];
const ways: Means[] = ["STORAGE", "ACCESS"];
const categories: Category[] = [
  "CONTACT",
  "ACCOUNT",
  "CONTENT",
  "TRAFFIC",
  "USAGE",
  "LOCATION",
  "PAYMENT",
  "IDENTITY",
  "COOKIE",
  "HR",
  "SPECIAL",
  "CRIMINAL",
  "CHILDREN",
];

/** A flow's own values; a country is its own where it is not that of the party. */
const valuesOf = (of: FlowOf | undefined) => ({
  externalId: of?.externalId ?? "",
  name: of?.name ?? "",
  customer: of?.customer?.externalId ?? "",
  exporter: of?.exporter.externalId ?? "",
  exporterRole: (of?.exporterRole ?? "") as Role | "",
  importer: of?.importer.externalId ?? "",
  importerRole: (of?.importerRole ?? "") as Role | "",
  origin: of && of.origin !== of.exporter.country ? of.origin : "",
  destination: of && of.destination !== of.importer.country ? of.destination : "",
  data: of?.data ?? ([] as Category[]),
  purpose: of?.purpose ?? "",
  product: of?.product ?? "",
  means: (of?.means ?? "") as Means | "",
  startsOn: of?.startsOn ?? "",
  declaredBasis: of?.declaredBasis ?? "",
  onwardOf: of?.onwardOf?.externalId ?? "",
  reason: "",
});

type Values = ReturnType<typeof valuesOf>;

const fields: (keyof Values)[] = Object.keys(valuesOf(undefined)) as (keyof Values)[];

const input = (v: Values): FlowInput => ({
  externalId: orNull(v.externalId),
  name: v.name.trim(),
  customer: orNull(v.customer),
  exporter: v.exporter,
  exporterRole: v.exporterRole as Role, // sent only when one was chosen
  importer: v.importer,
  importerRole: v.importerRole as Role,
  origin: v.origin || null,
  destination: v.destination || null,
  data: v.data,
  purpose: orNull(v.purpose),
  product: orNull(v.product),
  means: v.means || null,
  startsOn: v.startsOn || null,
  declaredBasis: orNull(v.declaredBasis),
  onwardOf: orNull(v.onwardOf),
});

/** Records a flow, or changes what is recorded of one. */
export function FlowForm({ of, done }: { of?: FlowOf; done: (written: Written) => void }) {
  const { words } = useLanguage();
  const form = useEntityForm({
    of,
    initial: valuesOf(of),
    input,
    record: RecordFlow,
    amend: AmendFlow,
    must: ["name", "exporter", "exporterRole", "importer", "importerRole"],
    done,
  });
  const role = (name: "exporterRole" | "importerRole", label: string) => (
    <ChoiceField form={form} name={name} label={label} of={roles} called={(one) => words.role[one as Role]} />
  );
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <TextField form={form} name="name" label={words.evidence.name} />
      <div className="form-pair">
        <FinderField
          form={form}
          name="exporter"
          label={words.agreement.exporter}
          hint={words.evidence.finderHint}
          named={of?.exporter.name ?? ""}
          useFound={useCompanies}
        />
        {role("exporterRole", words.evidence.exporterRole)}
      </div>
      <div className="form-pair">
        <FinderField
          form={form}
          name="importer"
          label={words.agreement.importer}
          hint={words.evidence.finderHint}
          named={of?.importer.name ?? ""}
          useFound={useCompanies}
        />
        {role("importerRole", words.evidence.importerRole)}
      </div>
      <FinderField
        form={form}
        name="customer"
        label={words.flow.customer}
        hint={words.evidence.customerHint}
        named={of?.customer?.name ?? ""}
        useFound={useCompanies}
      />
      <div className="form-pair">
        <CountryField
          form={form}
          name="origin"
          label={words.flow.origin}
          none={words.evidence.countryOfExporter}
        />
        <CountryField
          form={form}
          name="destination"
          label={words.flow.destination}
          none={words.evidence.countryOfImporter}
        />
      </div>
      <ChoicesField
        form={form}
        name="data"
        label={words.flow.data}
        of={categories}
        called={(one) => words.category[one]}
      />
      <div className="form-pair">
        <TextField form={form} name="purpose" label={words.flow.purpose} />
        <TextField form={form} name="product" label={words.flow.product} />
      </div>
      <div className="form-pair">
        <DateField form={form} name="startsOn" label={words.evidence.startsOn} />
        <ChoiceField
          form={form}
          name="means"
          label={words.flow.means}
          hint={words.evidence.meansHint}
          of={ways}
          called={(one) => words.means[one as Means]}
        />
      </div>
      <TextField
        form={form}
        name="declaredBasis"
        label={words.flow.declared}
        hint={words.evidence.declaredHint}
      />
      <FinderField
        form={form}
        name="onwardOf"
        label={words.evidence.onwardOf}
        hint={words.evidence.onwardHint}
        named={of?.onwardOf?.name ?? ""}
        useFound={useFlowsCalled}
      />
      <Upstream of={form.values.onwardOf} to={form.values.name} />
      {!of && <KeyField form={form} />}
      <EntityEnd form={form} fields={fields} of={of} />
    </form>
  );
}

/** The chain that a flow comes to stand at the end of. */
function Upstream({ of, to }: { of: string; to: string }) {
  const { words } = useLanguage();
  const above = useChainAbove(of);
  if (above.length === 0) return null;
  return (
    <ol className="upstream small" aria-label={words.flow.chain}>
      {[...above, to || words.evidence.thisFlow].map((name, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: flows of one chain may bear one name
        <li key={i}>{name}</li>
      ))}
    </ol>
  );
}
