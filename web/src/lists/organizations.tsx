import { useMemo } from "react";
import { Link } from "wouter";
import type { OrganizationKind } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { useCountries } from "../parts/country-field";
import { ChoiceFilter, WordsFilter } from "../parts/filters";
import { onDay, useAddress } from "../shell/address";
import { ListPage } from "./list-page";
import { OrganizationList } from "./lists.gen";

const kinds: OrganizationKind[] = ["CUSTOMER", "VENDOR", "PARTNER", "SELF"];

/** All companies: customers, vendors, partners and our own. */
export default function Organizations() {
  const { words, formats } = useLanguage();
  const { get, on } = useAddress();
  const kind = kinds.find((one) => one === get("kind"));
  const [q, country, group, after] = [get("q"), get("country"), get("group"), get("after")];
  const countries = useCountries();
  const variables = useMemo(
    () => ({
      search: q,
      kind: kind ? [kind] : null,
      country: country || null,
      group: group || null,
      after: after || null,
    }),
    [q, kind, country, group, after],
  );
  const { data, ...known } = useQuery(OrganizationList, variables);
  return (
    <ListPage
      path="/organizations"
      known={known}
      part={data?.organizations}
      narrowed={{
        group: group && `${words.organization.group}: ${group}`,
      }}
      asked={{ q, kind: kind ?? "", country, group }}
      filters={
        <>
          <WordsFilter name="q" label={words.lists.searchCompany} />
          <ChoiceFilter
            name="kind"
            label={words.organization.kindName}
            of={kinds}
            called={(one) => words.organization.kind[one]}
          />
          <ChoiceFilter
            name="country"
            label={words.organization.country}
            of={countries.map(({ code }) => code)}
            called={formats.country}
          />
        </>
      }
      heads={[
        words.evidence.name,
        words.organization.kindName,
        words.organization.country,
        words.organization.group,
        words.organization.key,
      ]}
      row={(one) => ({
        key: one.externalId,
        cells: [
          <Link key="name" href={onDay(`/organizations/${encodeURIComponent(one.externalId)}`, on)}>
            {one.name}
          </Link>,
          words.organization.kind[one.kind],
          formats.country(one.country),
          one.group,
          <span key="key" className="code quiet">
            {one.externalId}
          </span>,
        ],
      })}
    />
  );
}
