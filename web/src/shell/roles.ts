// Which pages a role opens: those whose questions registry/access lets it ask.
import type { AccessRole } from "../graphql/schema.gen";

const readers: AccessRole[] = ["COMPLIANCE", "AUDITOR", "ADMIN"];

/** The pages that are not for all readers, and for them alone. */
const others: Record<string, AccessRole[]> = {
  "/dpa": ["SALES", ...readers],
  "/tokens": ["AUDITOR", "ADMIN"],
  "/import": ["COMPLIANCE", "ADMIN"],
};

/** Whether a role opens a page, by the page's path as the routes write it. */
export const opens = (role: AccessRole, path: string): boolean => (others[path] ?? readers).includes(role);

/** Whether a role records evidence. */
export const writes = (role: AccessRole): boolean => role === "COMPLIANCE" || role === "ADMIN";

/** The page that a role begins with. */
export const homeOf = (role: AccessRole): string => (opens(role, "/") ? "/" : "/dpa");
