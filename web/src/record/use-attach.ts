import { useState } from "react";
import { ask, Refusal, unreachable } from "../graphql/client";
import { written } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import type { AgreementOf } from "./agreement";
import { AttachDocument } from "./agreement-commands.gen";
import { isPdf, upload } from "./upload";

/** From this many bytes on a server that breaks off may have found a file too large. */
const large = 1 << 20;

/** Keeps a file with an agreement: asks back where it is no PDF file, and tells how far it is. */
export function useAttach(of: AgreementOf) {
  const { words, formats } = useLanguage();
  const [sending, setSending] = useState<{ name: string; share: number }>();
  const [asking, setAsking] = useState<File>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [said, setSaid] = useState("");
  const start = async (file: File) => {
    setAsking(undefined);
    setSending({ name: file.name, share: 0 });
    try {
      const document = await upload(file, (share) => setSending({ name: file.name, share }));
      await ask(AttachDocument, { id: of.externalId, document, version: of.version, reason: "" });
      written();
    } catch (reason) {
      const refused = reason instanceof Refusal ? reason : new Refusal([]);
      if (refused.code === unreachable && file.size >= large) {
        setSaid(words.agreement.brokeOff(file.name, formats.number(Math.ceil(file.size / (1 << 20)))));
      } else setRefusal(refused);
    } finally {
      setSending(undefined);
    }
  };
  const look = async ([file, ...others]: File[]) => {
    if (!file || sending) return;
    setRefusal(undefined);
    setAsking(undefined);
    setSaid("");
    if (others.length > 0) return setSaid(words.agreement.oneFile);
    const pdf = await isPdf(file).catch(() => undefined);
    if (pdf === undefined) return setSaid(words.agreement.unreadable(file.name)); // such as a folder
    if (file.size === 0) return setSaid(words.agreement.emptyFile(file.name));
    return pdf ? start(file) : setAsking(file);
  };
  return {
    attach: (files: File[]) => void look(files),
    attachAnyway: () => asking && void start(asking),
    giveUp: () => setAsking(undefined),
    asking,
    sending,
    said,
    refusal,
  };
}
