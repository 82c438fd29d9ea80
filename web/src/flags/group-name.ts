import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { own } from "../language/own";
import { useAddress } from "../shell/address";
import { type Chosen, nothing, piecesOf } from "./groups";
import { InstrumentNames } from "./groups.gen";

/** How a group is called. */
export function useGroupName() {
  const { words, formats } = useLanguage();
  const { on } = useAddress();
  const { data } = useQuery(
    InstrumentNames,
    useMemo(() => ({ on }), [on]),
  );
  /** Clauses with their modules, scc-2021/M2+M3, or another instrument, as people call it. */
  const called = (evidence: string) => {
    const [id, modules] = evidence.split("/");
    const name = data?.instruments.find((one) => one.id === id)?.name ?? id;
    return modules ? `${name} (${modules.replaceAll("+", ", ")})` : (name ?? "");
  };
  return (kind: Exclude<keyof Chosen, "assignee">, key: string, name: string): string => {
    switch (kind) {
      case "mend":
        return key === nothing
          ? words.flags.noRemedy
          : formats.list(
              piecesOf(key).map(
                (piece) => own(words.mend, piece.kind)?.(formats.list(piece.evidence.map(called))) ?? key,
              ),
            );
      case "reason":
        return own(words.reason, key) ?? key;
      case "country":
        return formats.country(key);
      case "origin":
        return words.map.from(formats.country(key));
      case "status":
        return own(words.status, key) ?? key;
      case "exporter":
        return words.flags.exporter(name || key);
      case "customer":
        return key === nothing ? words.flags.noCustomer : name || key;
      case "importer":
        return name || key;
    }
  };
}
