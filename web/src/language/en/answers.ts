import type { LifeEvent } from "../../flow/events";
import type { Category, DpaStatus, ReasonCode, RemedyKind } from "../../graphql/schema.gen";
import { emphasis } from "../emphasis";
import type { Formats } from "../formats";
import { eventLabels, eventTexts } from "./events";

/** A piece of evidence that would mend something, and who would bring it about. */
export interface Act {
  kind: RemedyKind;
  exporter: { name: string } | null;
  importer: { name: string } | null;
  group: string;
}

/** What a sentence on an agreement may tell. */
export interface DpaFacts {
  customer: string;
  since: string | null;
  through: string | null;
  effective: string | null;
  missing: string[];
  on: string;
}

/** The words of what is asked of flows and of customers. */
export const answers = (f: Formats) => {
  /** What has to be done once, and by whom: what the same two do together is said together. */
  const onceDone = (pieces: Act[]) => {
    const has = (kind: RemedyKind) => pieces.find((piece) => piece.kind === kind);
    const [signed, assessed, certified, approved] = [
      has("SIGN"),
      has("ASSESS"),
      has("CERTIFY"),
      has("APPROVE"),
    ];
    const name = (one: { name: string } | null | undefined) => f.name(one?.name ?? "");
    const both = (of: Act, joint: string) => `${name(of.exporter)}${joint}${name(of.importer)}`;
    return f.list([
      ...(signed
        ? [`one agreement${assessed ? " and one assessment" : ""} of ${both(signed, " with ")}`]
        : []),
      ...(assessed && !signed ? [`one assessment of what ${both(assessed, " sends to ")}`] : []),
      ...(certified ? [`one certification of ${name(certified.importer)}`] : []),
      ...(approved ? [`one approval for the group ${f.name(approved.group)}`] : []),
    ]);
  };
  const flows = (n: number) => `${f.number(n)} ${f.plural(n, "flow", "flows")}`;
  return {
    dpa: {
      title: "Do we have a signed agreement?",
      box: "Customer",
      placeholder: "Type a customer’s name or domain",
      hint: "The answer comes while you type. Arrow keys choose among several.",
      customers: "Customers",
      asOf: (day: string) => `as of ${f.day(day)}`,
      nobody: (search: string) => `No customer is called “${search}”`,
      nobodyHow:
        "Try part of the name, or the domain of their mail addresses. An agreement covers exactly its two parties: affiliates are recorded each.",
      more: (n: number, all: number) => `${f.number(n)} of ${f.number(all)} shown: type more of the name.`,
      short: {
        IN_FORCE: "Yes",
        NOT_YET_EFFECTIVE: "Soon",
        AWAITING_SIGNATURE: "Waiting",
        ENDED: "Ended",
        NONE: "None",
      } satisfies Record<DpaStatus, string>,
      status: {
        IN_FORCE: "Yes, concluded and in force",
        NOT_YET_EFFECTIVE: "Concluded, takes effect later",
        AWAITING_SIGNATURE: "Waiting for a signature",
        ENDED: "No, it has ended",
        NONE: "No agreement",
      } satisfies Record<DpaStatus, string>,
      since: "Concluded by both",
      through: "Runs until",
      missing: "Signature missing",
      covers: "Covers",
      exactly: "these two companies, and no affiliates",
      clauses: "Clauses",
      agreement: "Agreement",
      document: (name: string) => `Download ${name || "the agreement"}`,
      noDocument: "The signed file is not kept here.",
      sentence: {
        IN_FORCE: ({ customer, since, through }: DpaFacts) =>
          `Our data processing agreement with ${customer} was concluded by both parties${since ? ` on ${f.day(since)}` : ""} and is in force${through ? ` until ${f.day(through)}` : ""}.`,
        NOT_YET_EFFECTIVE: ({ customer, effective }: DpaFacts) =>
          `Our data processing agreement with ${customer} is concluded and takes effect${effective ? ` on ${f.day(effective)}` : " later"}.`,
        AWAITING_SIGNATURE: ({ customer, missing }: DpaFacts) =>
          `Our data processing agreement with ${customer} is waiting for ${missing.length > 0 ? `the signature of ${f.list(missing)}` : "a signature"}.`,
        ENDED: ({ customer, through }: DpaFacts) =>
          `Our data processing agreement with ${customer} has ended${through ? ` (${f.day(through)})` : ""}; a new one has to be signed.`,
        NONE: ({ customer }: DpaFacts) => `There is no data processing agreement with ${customer} yet.`,
      } satisfies Record<DpaStatus, (facts: DpaFacts) => string>,
    },
    flags: {
      title: "Flags",
      lead: (on: string, without: number, risk: number) =>
        without + risk > 0
          ? emphasis(
              `On ${f.day(on)}, {${f.number(without)}} ${f.plural(without, "flow has", "flows have")} no valid basis and ${f.number(risk)} ${f.plural(risk, "is", "are")} at risk.`,
            )
          : "",
      none: "No flags on this day",
      noneHow:
        "Every active flow has a valid basis, and nothing is at risk. Look at a day on which the law turned:",
      noneLink: "16 July 2020, when Privacy Shield fell",
      groups: "Groups",
      by: {
        mend: "Remedy",
        reason: "Reason",
        importer: "Importer",
        country: "Country",
        customer: "Customer",
      },
      nothingFits: "No flag fits all of these",
      clear: "Show all flags",
      shown: (n: number, day: string) => `${flows(n)} on ${day}`,
      rows: "Flags, in rows",
      status: "Status",
      flow: "Flow",
      parties: "Exporter → importer",
      route: "Route",
      why: "Why",
      andMore: (n: number) => `and ${f.number(n)} more`,
      moreGroups: (n: number, all: number) => `More than these ${f.number(n)} of ${f.number(all)} groups`,
      whoActs: "Who has to act",
      oneMends: (pieces: Act[], n: number) =>
        `${onceDone(pieces)} ${f.plural(pieces.length, "mends", "mend")} ${f.number(n)}`,
      mends: (n: number) => `mends ${f.number(n)}`,
      moreWhoAct: (n: number) => `and ${f.number(n)} more who could`,
      noRemedy: "Nothing that the parties can do",
      noCustomer: "No customer named",
      exporter: (name: string) => `from ${name}`,
    },
    mend: {
      SIGN: (evidence: string) => `sign an agreement${evidence ? ` with ${evidence}` : ""}`,
      ASSESS: () => "assess the transfer",
      CERTIFY: (evidence: string) => `importer certifies in ${evidence}`,
      APPROVE: (evidence: string) => `have binding rules approved${evidence ? ` (${evidence})` : ""}`,
    },
    flow: {
      origin: "Origin",
      destination: "Destination",
      life: "Life of the flow",
      chosenDay: "Chosen day",
      lifeInWords: (n: number) => `The ${f.number(n)} ${f.plural(n, "stretch", "stretches")} in words`,
      why: "Why",
      bases: "Bases that hold",
      incomplete: "Evidence of then was erased since and counts as absent.",
      holds: (period: string) => `holds ${period}`,
      restsOnAgreement: "Rests on agreement",
      restsOnCertification: "Rests on certification",
      restsOnRules: "Rests on binding rules",
      signed: (day: string) => `signed ${f.shortDay(day)}`,
      certified: (day: string) => `certified ${f.shortDay(day)}`,
      nextDue: (day: string) => `due again ${day}`,
      chain: "Chain of flows",
      cameFrom: "the data came through other flows",
      passedOn: (n: number) => `passed on by ${flows(n)}`,
      events: "What changed",
      eventsCounted: (n: number) => `${f.number(n)} events`,
      eventLabel: ({ status, changes }: LifeEvent) => {
        const first = changes[0];
        if (!first) return "Change";
        const reasons = first.what === "reason" || first.what === "mended";
        if (reasons && status === "NO_VALID_BASIS") return "Other reasons";
        const law = first.cause === "law" ? "§ " : "";
        const more = changes.length > 1 ? ` +${f.number(changes.length - 1)}` : "";
        return `${law}${eventLabels[first.what](first)}${more}`;
      },
      eventText: ({ changes }: LifeEvent) =>
        changes.map((change) => eventTexts[change.what](change)).join("; "),
      facts: "What is recorded",
      customer: "Customer",
      roles: "Roles",
      data: "Data",
      purpose: "Purpose",
      product: "Product",
      means: "Means",
      runs: "Runs",
      ended: (day: string) => `ended ${f.shortDay(day)}`,
      declared: "Declared basis",
      remedies: "What would mend it",
      noRemedies:
        "Nothing that exporter and importer can do would give this flow a basis: the transfer has to stop, or go elsewhere.",
      record: {
        SIGN: "Record the agreement",
        ASSESS: "Record the assessment",
        CERTIFY: "Record the certification",
        APPROVE: "Record the approval",
      },
      thenStatus: "Then:",
    },
    role: { CONTROLLER: "controller", PROCESSOR: "processor" },
    means: { STORAGE: "stored there", ACCESS: "seen from there" },
    regime: { EU: "under EU law", CH: "under Swiss law", UK: "under UK law" },
    basis: { ADEQUACY: "adequacy", SAFEGUARD: "safeguard", DEROGATION: "derogation" },
    category: {
      CONTACT: "contact",
      ACCOUNT: "accounts",
      CONTENT: "content",
      TRAFFIC: "traffic",
      USAGE: "usage",
      LOCATION: "location",
      PAYMENT: "payments",
      IDENTITY: "identity papers",
      COOKIE: "cookies",
      HR: "staff",
      SPECIAL: "special categories",
      CRIMINAL: "criminal records",
      CHILDREN: "children",
    } satisfies Record<Category, string>,
    reason: {
      INSTRUMENT_INVALIDATED: "Struck down by a court",
      INSTRUMENT_NOT_IN_FORCE: "Instrument not in force",
      CERTIFICATION_ENDED: "Certification ended",
      CERTIFICATION_NOT_YET: "Certification not begun",
      CERTIFICATION_SCOPE: "Certification does not cover the flow",
      REQUIRED_CERTIFICATION_MISSING: "A required certification is missing",
      AGREEMENT_NOT_EXECUTED: "Not signed by both",
      AGREEMENT_NOT_YET_EFFECTIVE: "Agreement takes effect later",
      AGREEMENT_ENDED: "Agreement ended",
      CLAUSES_CONCLUDED_OUTSIDE_WINDOW: "Clauses concluded on a day when they could not be",
      CLAUSES_NO_LONGER_RELIABLE: "Clauses can no longer be relied on",
      NO_TRANSFER_CLAUSES: "No clauses that carry a transfer",
      WRONG_MODULE: "Wrong module of the clauses",
      WRONG_ROLES: "Clauses do not fit the roles",
      WRONG_SECTOR: "Not open to this sector",
      ADDENDUM_MISSING: "Addendum missing",
      AUTHORISATION_MISSING: "Authorisation missing",
      RULES_NOT_APPROVED: "Binding rules not approved",
      RULES_WITHDRAWN: "Approval of binding rules withdrawn",
      WRONG_RULES_TYPE: "Binding rules of another type",
      ADEQUACY_SCOPE: "Adequacy does not cover the parties",
      ADEQUACY_ENDED: "Adequacy ended",
      ASSESSMENT_NEGATIVE: "Assessment found no protection",
      UPSTREAM_WITHOUT_BASIS: "The flow before has no valid basis",
      NO_MECHANISM: "Nothing recorded that could carry the transfer",
      ASSESSMENT_MISSING: "Transfer impact assessment missing",
      ASSESSMENT_OVERDUE: "Review of the assessment overdue",
      RECERTIFICATION_OVERDUE: "Renewal of the certification overdue",
      PROCESSOR_TERMS_MISSING: "No contract with the processor",
      DECLARED_BASIS_FAILS: "The declared basis fails, another holds",
      DEROGATION_ONLY: "Only a derogation holds",
      EVIDENCE_ERASED: "Evidence was erased",
    } satisfies Record<ReasonCode, string>,
  };
};
