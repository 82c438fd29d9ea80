import { createContext, useContext } from "react";
import type { AccessRole } from "../graphql/schema.gen";

/** Who is signed in. */
export interface Viewer {
  /** As the log names who writes: link:anna, token:nightly:k3v9. */
  actor: string;
  role: AccessRole;
  /** The ids of the exporters to which the viewer is limited; none: not limited. */
  exporters: string[];
}

export const ViewerContext = createContext<Viewer | null>(null);

/** Who looks at the page; pages are shown to nobody else. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("a page is shown to nobody");
  return viewer;
}
