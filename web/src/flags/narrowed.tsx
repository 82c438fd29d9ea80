import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import { useGroupName } from "./group-name";
import { type Chosen, type Flag, nothing } from "./groups";

/** What the list is narrowed to, each to be taken away. */
export function Narrowed({ chosen, flags }: { chosen: Chosen; flags: Flag[] }) {
  const { assignee: _, ...others } = chosen; // which is chosen beside it
  const { words } = useLanguage();
  const { link } = useAddress();
  const name = useGroupName();
  const named = (kind: string, key: string) => {
    const company = (flag: Flag) =>
      kind === "customer" ? flag.customer : kind === "importer" ? flag.importer : flag.exporter;
    const found = key === nothing ? undefined : flags.map(company).find((one) => one?.externalId === key);
    return name(kind as keyof typeof others, key, found?.name ?? "");
  };
  return (
    <p className="chips">
      {Object.entries(others).map(([kind, key]) => (
        <Link key={kind} href={link({ [kind]: null })} className="chip">
          {named(kind, key)}
          <span aria-hidden="true"> ×</span>
          <span className="unseen"> {words.general.removeFilter}</span>
        </Link>
      ))}
    </p>
  );
}
