import { useMemo } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { WordsFilter } from "../parts/filters";
import { ShortDay } from "../parts/short-day";
import { onDay, useAddress } from "../shell/address";
import { ListPage } from "./list-page";
import { ApprovalList } from "./lists.gen";

/** All approvals of binding corporate rules. */
export default function Approvals() {
  const { words } = useLanguage();
  const { get, on } = useAddress();
  const [group, after] = [get("group"), get("after")];
  const variables = useMemo(() => ({ group: group || null, after: after || null }), [group, after]);
  const { data, ...known } = useQuery(ApprovalList, variables);
  return (
    <ListPage
      path="/approvals"
      known={known}
      part={data?.bindingRules}
      narrowed={{}}
      asked={{ group }}
      filters={<WordsFilter name="group" label={words.lists.wholeGroup} />}
      heads={[
        words.organization.group,
        words.approval.typeName,
        words.approval.regimeName,
        words.approval.approvedOn,
        words.approval.withdrawnOn,
        words.approval.authority,
      ]}
      row={(one) => ({
        key: one.externalId,
        cells: [
          <>
            <Link href={onDay(`/approvals/${encodeURIComponent(one.externalId)}`, on)}>{one.group}</Link>
            <span className="quiet small cut code">{one.externalId}</span>
          </>,
          words.approval.type[one.type],
          words.law.regime[one.regime],
          one.approvedOn ? (
            <ShortDay key="approvedOn" day={one.approvedOn} />
          ) : (
            <span key="never" className="is-AT_RISK">
              {words.approval.never}
            </span>
          ),
          one.withdrawnOn && <ShortDay key="withdrawnOn" day={one.withdrawnOn} />,
          one.authority,
        ],
      })}
    />
  );
}
