import { type ReactNode, useState } from "react";
import { Dialog } from "../parts/dialog";
import { useMayWrite } from "../shell/known";

/** Something that may be done to a record: the button, and the form that it opens. */
export interface Act {
  name: string;
  /** Whether it is what the page is opened for. */
  first?: boolean;
  form: (close: () => void) => ReactNode;
}

/** What may be done to a record, for those who may do it. */
export function Acts({ of }: { of: (Act | false)[] }) {
  const [open, setOpen] = useState<string>();
  const mayWrite = useMayWrite();
  if (!mayWrite) return null;
  const acts = of.filter((one) => one !== false);
  const chosen = acts.find((one) => one.name === open);
  const close = () => setOpen(undefined);
  return (
    <>
      <div className="buttons acts no-print">
        {acts.map(({ name, first }) => (
          <button
            key={name}
            type="button"
            className={first ? "button primary" : "button"}
            onClick={() => setOpen(name)}
          >
            {name}
          </button>
        ))}
      </div>
      {chosen && (
        <Dialog title={chosen.name} close={close}>
          {chosen.form(close)}
        </Dialog>
      )}
    </>
  );
}
