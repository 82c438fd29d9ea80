// Groups flags by what they have in common, and narrows them to one group of each kind.
import type { RemedyKind } from "../graphql/schema.gen";
import { nobody } from "../triage/triage";
import type { FlagFragment } from "./flags.gen";

export type Flag = FlagFragment;

/** By what flags are grouped; also the parameters in the address that narrow to one group. */
export const kinds = ["mend", "reason", "importer", "country", "customer"] as const;
export type Kind = (typeof kinds)[number];

/** Which group of each kind is looked at; an absent kind admits all. */
export type Chosen = Partial<Record<Kind | "exporter" | "origin" | "status" | "assignee", string>>;

/** A group with its flags. A flag may be in several groups of one kind. */
export interface Group {
  key: string;
  name: string;
  flags: Flag[];
}

/** The group of flags that nothing which its parties can do would mend, and of those of no customer. */
export const nothing = "-";

type Piece = Flag["remedies"][number]["pieces"][number];

/** What has to come about, whoever the parties are: ASSESS, or SIGN:scc-2021/M2+ASSESS. */
function mendKey(pieces: Piece[]): string {
  return pieces
    .map(({ kind, evidence }) => (evidence.length > 0 ? `${kind}:${[...evidence].sort().join(",")}` : kind))
    .sort()
    .join("+");
}

/** The kinds and evidence that a key stands for. */
export function piecesOf(key: string): { kind: RemedyKind; evidence: string[] }[] {
  // Modules are joined by the same sign, scc-2021/M2+M3: a piece begins with its kind.
  return key.split(/\+(?=SIGN|ASSESS|CERTIFY|APPROVE)/).map((piece) => {
    const [kind = "", evidence = ""] = piece.split(":");
    return { kind: kind as RemedyKind, evidence: evidence ? evidence.split(",") : [] };
  });
}

/** The groups of a kind that a flag is in, with their names. */
function groupsOf(flag: Flag, kind: Kind): [key: string, name: string][] {
  switch (kind) {
    case "mend":
      return flag.remedies.length === 0
        ? [[nothing, ""]]
        : [...new Set(flag.remedies.map((remedy) => mendKey(remedy.pieces)))].map((key) => [key, ""]);
    case "reason":
      return [...new Set(flag.verdict.reasons.map((reason) => reason.code))].map((code) => [code, ""]);
    case "importer":
      return [[flag.importer.externalId, flag.importer.name]];
    case "country":
      return [[flag.destination, ""]];
    case "customer":
      return [[flag.customer?.externalId ?? nothing, flag.customer?.name ?? ""]];
  }
}

/** Groups flags, the largest group first. */
export function grouped(flags: Flag[], kind: Kind): Group[] {
  const groups = new Map<string, Group>();
  for (const flag of flags) {
    for (const [key, name] of groupsOf(flag, kind)) {
      const group = groups.get(key) ?? { key, name, flags: [] };
      group.flags.push(flag);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((a, b) => b.flags.length - a.flags.length || (a.key < b.key ? -1 : 1));
}

/** Flags in the order of the list: those without a basis first, then by name. */
export const worstFirst = (a: Flag, b: Flag): number =>
  Number(b.verdict.status === "NO_VALID_BASIS") - Number(a.verdict.status === "NO_VALID_BASIS") ||
  a.name.localeCompare(b.name);

/** The flags that are in each of the groups that are looked at; of one kind, where it is excepted, in any. */
export function narrowed(flags: Flag[], chosen: Chosen, except?: Kind): Flag[] {
  return flags.filter(
    (flag) =>
      kinds.every(
        (kind) =>
          kind === except || !chosen[kind] || groupsOf(flag, kind).some(([key]) => key === chosen[kind]),
      ) &&
      (!chosen.exporter || chosen.exporter === flag.exporter.externalId) &&
      (!chosen.origin || chosen.origin === flag.origin) &&
      (!chosen.status || chosen.status === flag.verdict.status) &&
      (!chosen.assignee || chosen.assignee === (flag.triage?.assignee || nobody)),
  );
}

/** Flags by the pair of companies that has to act, the largest first. */
export function pairs(
  flags: Flag[],
): { exporter: Flag["exporter"]; importer: Flag["importer"]; flows: number }[] {
  const all = new Map<string, { exporter: Flag["exporter"]; importer: Flag["importer"]; flows: number }>();
  for (const { exporter, importer } of flags) {
    const key = `${exporter.externalId} ${importer.externalId}`;
    const pair = all.get(key) ?? { exporter, importer, flows: 0 };
    pair.flows++;
    all.set(key, pair);
  }
  return [...all.values()].sort((a, b) => b.flows - a.flows);
}
