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
    toSales: "Ask about a customer",
  },
});
