import { useEffect, useState } from "react";
import { opens } from "./roles";
import type { Viewer } from "./viewer";

const place = "overview";

/**
 * Whether who was here last has the overview: then its question need not wait until it is known
 * who is here now, and whoever has not is asked for nothing that is forbidden.
 */
export function useHadOverview(viewer: Viewer | undefined): boolean {
  const [had] = useState(() => localStorage.getItem(place) === "yes");
  useEffect(() => {
    if (viewer) localStorage.setItem(place, opens(viewer, "/") ? "yes" : "no");
  }, [viewer]);
  return had;
}
