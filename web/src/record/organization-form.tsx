import type { OrganizationInput, OrganizationKind, Sector } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { CountryField } from "../parts/country-field";
import { ChoiceField, DateField, TextField } from "../parts/inputs";
import { EntityEnd, KeyField } from "./entity-end";
import { AmendOrganization, RecordOrganization } from "./organization-commands.gen";
import type { OrganizationPageQueryAnswer } from "./records.gen";
import { orNull, split, useEntityForm, type Written } from "./use-entity-form";

export type OrganizationOf = NonNullable<OrganizationPageQueryAnswer["organization"]>;

const kinds: OrganizationKind[] = ["CUSTOMER", "VENDOR", "PARTNER", "SELF"];
const sectors: Sector[] = ["COMMERCIAL", "PUBLIC", "NONPROFIT"];
const fields = [
  "externalId",
  "name",
  "kind",
  "country",
  "sector",
  "group",
  "groupFrom",
  "groupThrough",
  "domain",
  "reason",
];

/** Records an organization, or changes what is recorded of one. */
export function OrganizationForm({
  of,
  done,
}: {
  of?: OrganizationOf | undefined;
  done: (written: Written) => void;
}) {
  const { words } = useLanguage();
  const form = useEntityForm({
    of,
    initial: {
      externalId: of?.externalId ?? "",
      name: of?.name ?? "",
      kind: (of?.kind ?? "") as OrganizationKind | "",
      country: of?.country ?? "",
      sector: (of?.sector ?? "") as Sector | "",
      group: of?.group ?? "",
      groupFrom: of?.groupFrom ?? "",
      groupThrough: of?.groupThrough ?? "",
      domain: of?.domains.join(", ") ?? "",
      reason: "",
    },
    input: (v): OrganizationInput => ({
      externalId: orNull(v.externalId),
      name: v.name.trim(),
      kind: v.kind as OrganizationKind, // sent only when one was chosen
      country: v.country,
      sector: v.sector || null,
      group: orNull(v.group),
      groupFrom: v.groupFrom || null,
      groupThrough: v.groupThrough || null,
      domain: split(v.domain),
    }),
    record: RecordOrganization,
    amend: AmendOrganization,
    must: ["name", "kind", "country"],
    done,
  });
  return (
    <form onSubmit={form.submit} className="form" noValidate>
      <TextField form={form} name="name" label={words.evidence.name} />
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="kind"
          label={words.organization.kindName}
          of={kinds}
          called={(kind) => words.organization.kind[kind as OrganizationKind]}
        />
        <CountryField
          form={form}
          name="country"
          label={words.organization.country}
          none={words.record.choose}
        />
      </div>
      <div className="form-pair">
        <ChoiceField
          form={form}
          name="sector"
          label={words.organization.sectorName}
          hint={words.evidence.sectorHint}
          of={sectors}
          called={(sector) => words.organization.sector[sector as Sector]}
        />
        <TextField
          form={form}
          name="domain"
          label={words.organization.domains}
          hint={words.evidence.domainHint}
        />
      </div>
      <TextField form={form} name="group" label={words.organization.group} hint={words.evidence.groupHint} />
      <div className="form-pair">
        <DateField form={form} name="groupFrom" label={words.evidence.groupFrom} />
        <DateField form={form} name="groupThrough" label={words.evidence.groupThrough} />
      </div>
      {!of && <KeyField form={form} />}
      <EntityEnd form={form} fields={fields} of={of} />
    </form>
  );
}
