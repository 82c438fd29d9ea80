import type { AccessRole } from "../../graphql/schema.gen";
import type { Formats } from "../formats";

/** The words about who is signed in, and what roles may do. */
export const people = (_f: Formats) => ({
  user: {
    title: "Who is signed in",
    menu: (name: string) => `Signed in as ${name}`,
    inLog: "In the log:",
    role: {
      SALES: "Sales",
      COMPLIANCE: "Compliance",
      AUDITOR: "Auditor",
      ADMIN: "Administrator",
    } satisfies Record<AccessRole, string>,
    may: {
      SALES: "Asks whether a customer has a data processing agreement.",
      COMPLIANCE: "Reads what is recorded, and records evidence.",
      AUDITOR: "Reads everything and changes nothing.",
      ADMIN: "May do everything: tokens and erasure, too.",
    } satisfies Record<AccessRole, string>,
    signOut: "Sign out",
    notAllowed: "Your role does not allow this",
    notAllowedWhy: (role: string) =>
      `You are signed in as ${role}. Whoever runs this registry can give you another role.`,
    limited: (exporters: string) =>
      `Reads the flows of ${exporters} and what bears on them; records nothing.`,
    notConfined: (exporters: string) =>
      `You see the flows of ${exporters}. This page is about all that is recorded.`,
    toSales: "Ask about a customer",
  },
  tokens: {
    title: "Access",
    programs: "Tokens of programs",
    people: "People who are signed in",
    none: "No token was created yet. Programs send one as Authorization: Bearer.",
    create: "Create a token",
    name: "What it is for",
    nameHint: "The log names what it writes by this",
    role: "Role",
    exporters: "Limited to the flows of",
    exportersHint: "Ids of organizations, with commas between; empty: not limited. Then it records nothing",
    limitedTo: (exporters: string) => `limited to ${exporters}`,
    expires: "Until",
    expiresHint: "From then on it lets nobody in; within ten years",
    once: "This is its secret. It is shown now and never again: copy it to where it is needed.",
    revoke: "Revoke",
    revokeNamed: (name: string) => `Revoke ${name}`,
    revokeWhat: "It lets nobody in from now on. This cannot be undone.",
    end: "End",
    endNamed: (name: string) => `End the session of ${name}`,
    endWhat: "Whoever uses it is signed out at once, and may sign in again.",
    made: (at: string, by: string) => `created ${at} by ${by}`,
    began: (at: string) => `signed in ${at}`,
    until: (at: string) => `until ${at}`,
    used: (at: string) => `used ${at}`,
    unused: "never used",
    revoked: (at: string) => `revoked ${at}`,
    expired: "expired",
  },
});
