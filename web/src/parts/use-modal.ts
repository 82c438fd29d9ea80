import { type RefObject, useEffect, useRef } from "react";

/**
 * Opens a dialog above the page while it is there. What had the focus before has it again
 * once the dialog is gone, unless something else took it: a dialog that is taken out of the
 * document gives it back to nobody.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    if (!ref.current?.open) ref.current?.showModal();
    return () => {
      const isNowhere = document.activeElement === document.body;
      if (isNowhere && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return ref;
}
