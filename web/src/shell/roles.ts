// Which pages a viewer opens: those whose questions registry/access lets him ask.
import type { AccessRole } from "../graphql/schema.gen";
import type { Viewer } from "./viewer";

/** What somebody may do. */
type Rights = Pick<Viewer, "role" | "exporters">;

const readers: AccessRole[] = ["COMPLIANCE", "AUDITOR", "ADMIN"];

/** The pages that are not for all readers, and for them alone. */
const others: Record<string, AccessRole[]> = {
  "/dpa": ["SALES", ...readers],
  "/tokens": ["AUDITOR", "ADMIN"],
  "/import": ["COMPLIANCE", "ADMIN"],
};

/** The pages that are about all that is recorded, and not for who is limited to some exporters. */
const aboutAll = ["/dpa", "/what-if", "/import", "/log", "/tokens"];

/** Whether somebody sees the flows of some exporters only. */
export const isLimited = ({ exporters }: Rights): boolean => exporters.length > 0;

/** Whether a viewer opens a page, by the page's path as the routes write it. */
export const opens = (viewer: Rights, path: string): boolean =>
  (others[path] ?? readers).includes(viewer.role) && !(isLimited(viewer) && aboutAll.includes(path));

/** Whether a viewer records evidence. */
export const writes = (viewer: Rights): boolean =>
  (viewer.role === "COMPLIANCE" || viewer.role === "ADMIN") && !isLimited(viewer);

/** The page that a viewer begins with. */
export const homeOf = (viewer: Rights): string => (opens(viewer, "/") ? "/" : "/dpa");
