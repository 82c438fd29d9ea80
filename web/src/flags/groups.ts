// By what flags are grouped and narrowed, as addresses write it and as the server takes it.
import type { FlagBy, FlowFilter, ReasonCode, RemedyKind, Snoozed, Status } from "../graphql/schema.gen";
import { nobody } from "../triage/triage";
import type { FlagFragment } from "./flags.gen";
import type { MendsFragment } from "./groups.gen";

export type Flag = FlagFragment;

/** By what flags are grouped; also the parameters in the address that narrow to one group. */
export const kinds = ["mend", "reason", "importer", "country", "customer"] as const;
export type Kind = (typeof kinds)[number];

/** What the server calls the kinds. */
export const asked: Record<Kind, FlagBy> = {
  mend: "REMEDY",
  reason: "REASON",
  importer: "IMPORTER",
  country: "DESTINATION",
  customer: "CUSTOMER",
};

/** Which group of each kind is looked at; an absent kind admits all. */
export type Chosen = Partial<Record<Kind | "exporter" | "origin" | "status" | "assignee", string>>;

/** The group of flags that nothing which its parties can do would mend, and of those of no customer. */
export const nothing = "-";

/** The name of a group as an address writes it: one that is empty is of flags that have none. */
export const keyOf = (name: string) => name || nothing;

const nameOf = (key: string) => (key === nothing ? "" : key);

export const flagged: Status[] = ["NO_VALID_BASIS", "AT_RISK"];

/** The filter of what is looked at, of one kind of groups those that are excepted. */
export function filterOf(chosen: Chosen, snoozed: Snoozed, status: Status[] = flagged): FlowFilter {
  const { mend, reason, importer, country, customer, exporter, origin, assignee } = chosen;
  return {
    status,
    snoozed,
    ...(mend ? { remedy: [nameOf(mend)] } : {}),
    ...(reason ? { reason: [reason as ReasonCode] } : {}),
    ...(importer ? { importer: [importer] } : {}),
    ...(exporter ? { exporter: [exporter] } : {}),
    ...(country ? { destination: [country] } : {}),
    ...(customer ? { customer: [nameOf(customer)] } : {}),
    ...(origin ? { origin: [origin] } : {}),
    ...(assignee ? { assignee: [assignee === nobody ? "" : assignee] } : {}),
  };
}

/** The kinds and evidence that the name of a remedy stands for: ASSESS+SIGN:scc-2021/M2. */
export function piecesOf(key: string): { kind: RemedyKind; evidence: string[] }[] {
  // Modules are joined by the same sign, scc-2021/M2+M3: a piece begins with its kind.
  return key.split(/\+(?=SIGN|ASSESS|CERTIFY|APPROVE)/).map((piece) => {
    const [kind = "", evidence = ""] = piece.split(":");
    return { kind: kind as RemedyKind, evidence: evidence ? evidence.split(",") : [] };
  });
}

type Party = MendsFragment["pieces"][number]["exporter"];

/** Who has to bring a remedy about: a pair of companies, the importer alone, or a group. */
export function actors({ pieces }: MendsFragment): { exporter: Party; importer: Party; group: string } {
  return {
    exporter: pieces.find((piece) => piece.exporter)?.exporter ?? null,
    importer: pieces.find((piece) => piece.importer)?.importer ?? null,
    group: pieces.find((piece) => piece.group)?.group ?? "",
  };
}
