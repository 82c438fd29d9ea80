import { useMemo } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { ShortDay } from "../parts/short-day";
import { useNameOf } from "../record/finders";
import { onDay, useAddress } from "../shell/address";
import { daysUntil } from "../time/day";
import { CompanyFilter } from "./company-filter";
import { ListPage } from "./list-page";
import { AssessmentList } from "./lists.gen";

/** All transfer impact assessments. */
export default function Assessments() {
  const { words } = useLanguage();
  const { get, on } = useAddress();
  const [party, after] = [get("party"), get("after")];
  const variables = useMemo(() => ({ party: party || null, after: after || null }), [party, after]);
  const { data, ...known } = useQuery(AssessmentList, variables);
  const partyName = useNameOf(party);
  return (
    <ListPage
      path="/assessments"
      known={known}
      part={data?.assessments}
      narrowed={{ party: party && partyName }}
      asked={{ party }}
      filters={<CompanyFilter name="party" />}
      heads={[words.flags.parties, words.record.outcome, words.record.completedOn, words.record.reviewDueOn]}
      row={(one) => ({
        key: one.externalId,
        cells: [
          <>
            <Link href={onDay(`/assessments/${encodeURIComponent(one.externalId)}`, on)}>
              {words.map.route(one.exporter.name, one.importer.name)}
            </Link>
            <span className="quiet small cut code">{one.externalId}</span>
          </>,
          <span key="outcome" className={one.outcome === "INSUFFICIENT" ? "is-NO_VALID_BASIS" : ""}>
            {words.record.outcomes[one.outcome]}
          </span>,
          <ShortDay key="completedOn" day={one.completedOn} />,
          one.reviewDueOn && (
            <>
              <ShortDay day={one.reviewDueOn} />
              <span className="quiet small cut">{words.general.inDays(daysUntil(one.reviewDueOn))}</span>
            </>
          ),
        ],
      })}
    />
  );
}
