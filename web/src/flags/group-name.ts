import type { ReasonCode, Status } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { type Chosen, nothing, piecesOf } from "./groups";

/** How a group is called. */
export function useGroupName() {
  const { words, formats } = useLanguage();
  return (kind: Exclude<keyof Chosen, "assignee">, key: string, name: string): string => {
    switch (kind) {
      case "mend":
        return key === nothing
          ? words.flags.noRemedy
          : formats.list(
              piecesOf(key).map((piece) => words.mend[piece.kind]?.(formats.list(piece.evidence)) ?? key),
            );
      case "reason":
        return words.reason[key as ReasonCode] ?? key;
      case "country":
        return formats.country(key);
      case "origin":
        return words.map.from(formats.country(key));
      case "status":
        return words.status[key as Status] ?? key;
      case "exporter":
        return words.flags.exporter(name || key);
      case "customer":
        return key === nothing ? words.flags.noCustomer : name || key;
      case "importer":
        return name || key;
    }
  };
}
