import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLanguage } from "../language/language";
import { useModal } from "./use-modal";

interface Props {
  title: string;
  close: () => void;
  children: ReactNode;
}

/**
 * A window above the page; the browser keeps the focus in it, and Escape closes it. Where
 * something was typed, the reader is asked first.
 */
export function Dialog({ title, close, children }: Props) {
  const { words } = useLanguage();
  const ref = useModal();
  const typed = useRef<EventTarget>(null); // the field in which something was typed last
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    ref.current?.querySelector<HTMLElement>("form :is(input, select, textarea)")?.focus();
  }, [ref]);
  const leave = () => {
    if (ref.current?.contains(typed.current as Node | null)) setAsking(true);
    else close();
  };
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby="dialog-name"
      onClose={close}
      onCancel={(event) => {
        if (event.target !== ref.current) return; // a field of files was left without choosing one
        event.preventDefault();
        leave();
      }}
      onInput={(event) => {
        typed.current = event.target;
      }}
    >
      <div className="dialog-head">
        <h2 id="dialog-name">{title}</h2>
        <button type="button" className="button plain" onClick={leave} aria-label={words.general.close}>
          ×
        </button>
      </div>
      {asking && (
        <div className="notice dialog-ask" role="alert">
          <p>{words.general.loseTyped}</p>
          <div className="buttons">
            <button type="button" className="button" onClick={close}>
              {words.general.lose}
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {words.general.goOn}
            </button>
          </div>
        </div>
      )}
      {children}
    </dialog>
  );
}
