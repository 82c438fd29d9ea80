import { Chips } from "../parts/chips";
import { useNameOf } from "../record/finders";
import { useGroupName } from "./group-name";
import { type Chosen, nothing } from "./groups";

/** What the list is narrowed to, each to be taken away. */
export function Narrowed({ chosen }: { chosen: Chosen }) {
  const { assignee: _, ...others } = chosen; // which is chosen beside it
  const name = useGroupName();
  const { customer = "", exporter = "", importer = "" } = others;
  const companies: Chosen = {
    customer: useNameOf(customer === nothing ? "" : customer),
    exporter: useNameOf(exporter),
    importer: useNameOf(importer),
  };
  const named = (Object.entries(others) as [keyof typeof others, string][]).map(([kind, key]) => [
    kind,
    name(kind, key, companies[kind] ?? ""),
  ]);
  return <Chips of={Object.fromEntries(named)} />;
}
