import { type DragEvent, type ReactNode, useState } from "react";
import { ask, Refusal } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fault } from "../parts/refused";
import { useAddress } from "../shell/address";
import { writes } from "../shell/roles";
import { useViewer } from "../shell/viewer";
import type { AgreementOf } from "./agreement";
import { AttachDocument } from "./commands.gen";
import { upload } from "./upload";

/** The place of an agreement's document: a file that is dropped or chosen is kept, and named by the agreement. */
export function DropDocument({ of, children }: { of: AgreementOf; children: ReactNode }) {
  const { words } = useLanguage();
  const { on } = useAddress();
  const viewer = useViewer();
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const attach = async (file: File | undefined) => {
    if (!file || sending) return;
    setSending(true);
    setRefusal(undefined);
    try {
      const document = await upload(file);
      await ask(AttachDocument, { id: of.externalId, document, version: of.version, reason: "", on });
      written();
    } catch (reason) {
      setRefusal(reason instanceof Refusal ? reason : new Refusal([]));
    } finally {
      setSending(false);
    }
  };
  if (!writes(viewer)) return <div className="card">{children}</div>;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void attach(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the field below, which the keyboard reaches
    <div
      className={over ? "card drop over" : "card drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      {refusal && <Fault refusal={refusal} />}
      <label className="drop-choice">
        <span>
          {sending
            ? words.agreement.storing
            : of.documentSha256
              ? words.agreement.replace
              : words.agreement.drop}
        </span>
        <input
          type="file"
          className="input file"
          onChange={(event) => void attach(event.target.files?.[0])}
        />
      </label>
    </div>
  );
}
