import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import type { Found } from "../parts/finder";
import { ChainAbove, FindCompanies, FindFlows, NameOfCompany } from "./finders.gen";

/** Companies that bear a name; none for an empty one. */
export function useCompanies(search: string): Found[] {
  const { words, formats } = useLanguage();
  const { data } = useQuery(FindCompanies, search ? { search } : null);
  return (data?.organizations.nodes ?? []).map(({ externalId, name, kind, country }) => ({
    key: externalId,
    name,
    about: [externalId, words.organization.kind[kind], formats.country(country)].join(" · "),
  }));
}

/** Flows that bear a name; none for an empty one. */
export function useFlowsCalled(search: string): Found[] {
  const { words } = useLanguage();
  const { data } = useQuery(FindFlows, search ? { filter: { text: search } } : null);
  return (data?.flows.nodes ?? []).map(({ externalId, name, exporter, importer }) => ({
    key: externalId,
    name,
    about: `${externalId} · ${words.map.route(exporter.name, importer.name)}`,
  }));
}

/** The name of the company with a key; the key itself while nobody knows it. */
export function useNameOf(key: string): string {
  const { data } = useQuery(
    NameOfCompany,
    useMemo(() => (key ? { id: key } : null), [key]),
  );
  return data?.organization?.name ?? key;
}

/** The names of the flows through which data comes that a flow with a key passes on, the first one first. */
export function useChainAbove(key: string): string[] {
  const { data } = useQuery(
    ChainAbove,
    useMemo(() => (key ? { id: key } : null), [key]),
  );
  const last = data?.flow;
  if (!last) return [];
  const above = [last.onwardOf?.onwardOf?.onwardOf, last.onwardOf?.onwardOf, last.onwardOf, last];
  return above.flatMap((flow) => (flow ? [flow.name] : []));
}
