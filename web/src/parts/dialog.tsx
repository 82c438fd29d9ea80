import { type ReactNode, useEffect, useRef } from "react";
import { useLanguage } from "../language/language";

/** A window above the page; the browser keeps the focus in it, and Escape closes it. */
export function Dialog({
  title,
  close,
  children,
}: {
  title: string;
  close: () => void;
  children: ReactNode;
}) {
  const { words } = useLanguage();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} className="dialog" aria-labelledby="dialog-name" onClose={close}>
      <div className="dialog-head">
        <h2 id="dialog-name">{title}</h2>
        <button type="button" className="button plain" onClick={close} aria-label={words.general.close}>
          ×
        </button>
      </div>
      {children}
    </dialog>
  );
}
