import { useMemo } from "react";
import { Link } from "wouter";
import type { Status } from "../graphql/schema.gen";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { ChoiceFilter, WordsFilter } from "../parts/filters";
import { StatusWord } from "../parts/status";
import { useNameOf } from "../record/finders";
import { onDay, useAddress } from "../shell/address";
import { ListPage } from "./list-page";
import { FlowList } from "./lists.gen";

const statuses: Status[] = ["NO_VALID_BASIS", "AT_RISK", "VALID", "NOT_RESTRICTED", "INACTIVE"];

/** All flows, with their statuses on the day that is looked at. */
export default function Flows() {
  const { words, formats } = useLanguage();
  const { get, on } = useAddress();
  const status = statuses.find((one) => one === get("status"));
  const [q, origin, destination, after] = [get("q"), get("origin"), get("destination"), get("after")];
  const [customer, exporter, importer] = [get("customer"), get("exporter"), get("importer")];
  const variables = useMemo(
    () => ({
      filter: {
        text: q,
        status: status ? [status] : null,
        origin: origin ? [origin] : null,
        destination: destination ? [destination] : null,
        customer: customer ? [customer] : null,
        exporter: exporter ? [exporter] : null,
        importer: importer ? [importer] : null,
      },
      on,
      after: after || null,
    }),
    [q, status, origin, destination, customer, exporter, importer, on, after],
  );
  const { data, ...known } = useQuery(FlowList, variables);
  const [customerName, exporterName, importerName] = [
    useNameOf(customer),
    useNameOf(exporter),
    useNameOf(importer),
  ];
  return (
    <ListPage
      path="/flows"
      known={known}
      part={data?.flows}
      byDay
      narrowed={{
        origin: origin && words.map.from(formats.country(origin)),
        destination: destination && words.map.to(formats.country(destination)),
        customer: customer && `${words.flow.customer}: ${customerName}`,
        exporter: exporter && `${words.agreement.exporter}: ${exporterName}`,
        importer: importer && `${words.agreement.importer}: ${importerName}`,
      }}
      asked={{ on, q, status: status ?? "", origin, destination, customer, exporter, importer }}
      filters={
        <>
          <WordsFilter name="q" label={words.lists.search} />
          <ChoiceFilter
            name="status"
            label={words.flags.status}
            of={statuses}
            called={(one) => words.status[one]}
          />
        </>
      }
      heads={[words.flags.status, words.flags.flow, words.flags.parties, words.flags.route]}
      row={(flow) => ({
        key: flow.externalId,
        cells: [
          <StatusWord key="status" status={flow.verdict.status} />,
          <>
            <Link href={onDay(`/flows/${encodeURIComponent(flow.externalId)}`, on)}>{flow.name}</Link>
            {flow.customer && <span className="quiet small cut">{flow.customer.name}</span>}
          </>,
          words.map.route(flow.exporter.name, flow.importer.name),
          <span
            key="route"
            title={words.map.route(formats.country(flow.origin), formats.country(flow.destination))}
          >
            {flow.origin} → {flow.destination}
          </span>,
        ],
      })}
    />
  );
}
