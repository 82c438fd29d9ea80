import { useSyncExternalStore } from "react";

const paper = matchMedia("print");

const subscribe = (listener: () => void) => {
  paper.addEventListener("change", listener);
  return () => paper.removeEventListener("change", listener);
};

/** Whether the page is on its way to paper. */
export const usePrinting = () => useSyncExternalStore(subscribe, () => paper.matches);
