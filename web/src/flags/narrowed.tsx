import { Chips } from "../parts/chips";
import { useGroupName } from "./group-name";
import { type Chosen, type Flag, nothing } from "./groups";

/** What the list is narrowed to, each to be taken away. */
export function Narrowed({ chosen, flags }: { chosen: Chosen; flags: Flag[] }) {
  const { assignee: _, ...others } = chosen; // which is chosen beside it
  const name = useGroupName();
  const named = (kind: string, key: string) => {
    const company = (flag: Flag) =>
      kind === "customer" ? flag.customer : kind === "importer" ? flag.importer : flag.exporter;
    const found = key === nothing ? undefined : flags.map(company).find((one) => one?.externalId === key);
    return name(kind as keyof typeof others, key, found?.name ?? "");
  };
  return (
    <Chips of={Object.fromEntries(Object.entries(others).map(([kind, key]) => [kind, named(kind, key)]))} />
  );
}
