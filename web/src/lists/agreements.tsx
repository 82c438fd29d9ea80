import { useMemo } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { ChoiceFilter } from "../parts/filters";
import { ShortDay } from "../parts/short-day";
import { useNameOf } from "../record/finders";
import { onDay, useAddress } from "../shell/address";
import { CompanyFilter } from "./company-filter";
import { ListPage } from "./list-page";
import { AgreementList } from "./lists.gen";

const states = ["executed", "waiting"] as const;

/** All agreements, and which of them wait for a signature. */
export default function Agreements() {
  const { words } = useLanguage();
  const { get, on } = useAddress();
  const state = states.find((one) => one === get("signatures"));
  const [party, after] = [get("party"), get("after")];
  const variables = useMemo(
    () => ({
      party: party || null,
      executed: state ? state === "executed" : null,
      after: after || null,
    }),
    [party, state, after],
  );
  const { data, ...known } = useQuery(AgreementList, variables);
  const partyName = useNameOf(party);
  return (
    <ListPage
      path="/agreements"
      known={known}
      part={data?.agreements}
      narrowed={{ party: party && partyName }}
      asked={{ party, signatures: state ?? "" }}
      filters={
        <>
          <CompanyFilter name="party" />
          <ChoiceFilter
            name="signatures"
            label={words.lists.signaturesName}
            of={states}
            called={(one) => words.lists.signatures[one]}
          />
        </>
      }
      heads={[
        words.flags.parties,
        words.record.kind,
        words.record.clauses,
        words.agreement.executed,
        words.lists.ends,
      ]}
      row={(one) => {
        const missing = [
          ...(one.exporterSignedOn ? [] : [one.exporter.name]),
          ...(one.importerSignedOn ? [] : [one.importer.name]),
        ];
        const end = one.terminatedOn ?? one.through;
        return {
          key: one.externalId,
          cells: [
            <>
              <Link href={onDay(`/agreements/${encodeURIComponent(one.externalId)}`, on)}>
                {words.map.route(one.exporter.name, one.importer.name)}
              </Link>
              <span className="quiet small cut code">{one.externalId}</span>
            </>,
            words.record.agreementKind[one.kind],
            one.clauseSets.map((use) => [use.instrument.id, ...use.modules].join(" ")).join(", "),
            one.executedOn ? (
              <ShortDay key="executedOn" day={one.executedOn} />
            ) : (
              <span key="waiting" className="is-AT_RISK">
                {words.lists.waitingFor(missing)}
              </span>
            ),
            end && <ShortDay key="end" day={end} />,
          ],
        };
      }}
    />
  );
}
