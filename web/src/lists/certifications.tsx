import { useMemo } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { ShortDay } from "../parts/short-day";
import { useNameOf } from "../record/finders";
import { onDay, useAddress } from "../shell/address";
import { CompanyFilter } from "./company-filter";
import { ListPage } from "./list-page";
import { CertificationList } from "./lists.gen";

/** All certifications in frameworks. */
export default function Certifications() {
  const { words, formats } = useLanguage();
  const { get, on } = useAddress();
  const [organization, after] = [get("organization"), get("after")];
  const variables = useMemo(
    () => ({ organization: organization || null, after: after || null }),
    [organization, after],
  );
  const { data, ...known } = useQuery(CertificationList, variables);
  const holder = useNameOf(organization);
  return (
    <ListPage
      path="/certifications"
      known={known}
      part={data?.certifications}
      narrowed={{ organization: organization && holder }}
      asked={{ organization }}
      filters={<CompanyFilter name="organization" />}
      heads={[
        words.certification.holder,
        words.record.framework,
        words.record.covers,
        words.record.certifiedOn,
        words.record.nextDueOn,
        words.certification.ended,
      ]}
      row={(one) => ({
        key: one.externalId,
        cells: [
          <>
            <Link href={onDay(`/certifications/${encodeURIComponent(one.externalId)}`, on)}>
              {one.organization.name}
            </Link>
            <span className="quiet small cut code">{one.externalId}</span>
          </>,
          one.framework.name,
          formats.list(one.covers.map((cover) => words.record.coverage[cover])),
          <ShortDay key="certifiedOn" day={one.certifiedOn} />,
          one.nextDueOn && <ShortDay key="nextDueOn" day={one.nextDueOn} />,
          one.endedOn && <ShortDay key="endedOn" day={one.endedOn} />,
        ],
      })}
    />
  );
}
