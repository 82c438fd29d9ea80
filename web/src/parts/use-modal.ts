import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Opens a dialog above the page while it is there. It is closed while it is still in the
 * document: only then the browser gives the focus back to where it was.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return ref;
}
