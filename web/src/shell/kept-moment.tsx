import { type ReactNode, useCallback } from "react";
import { type BaseLocationHook, Router } from "wouter";
import { navigate, useBrowserLocation } from "wouter/use-browser-location";
import { keeping } from "../time/known";

const kept = (to: string) => keeping(to, location.search);

const useKeptLocation: BaseLocationHook = () => {
  const [path] = useBrowserLocation();
  const go = useCallback((to: string, options?: { replace?: boolean }) => navigate(kept(to), options), []);
  return [path, go];
};

/** Every link within stays with the moment of which the page tells what was known. */
export function KeptMoment({ children }: { children: ReactNode }) {
  return (
    <Router hook={useKeptLocation} hrefs={kept}>
      {children}
    </Router>
  );
}

/** Leaves the moment: the same view of what is known now. */
export function leaveMoment() {
  const params = new URLSearchParams(location.search);
  params.delete("known");
  const search = params.toString();
  navigate(search ? `${location.pathname}?${search}` : location.pathname);
}
