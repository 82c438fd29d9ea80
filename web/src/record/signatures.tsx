import { useLanguage } from "../language/language";
import { sentence } from "../parts/reason";
import type { AgreementOf } from "./agreement";

/** The signed file: its signatures, and what they say against what is recorded. */
export function Signatures({ of }: { of: AgreementOf }) {
  const { words, formats } = useLanguage();
  const { document } = of;
  return (
    <section aria-labelledby="document-name">
      <h2 id="document-name">{words.agreement.document}</h2>
      {of.warnings.map((warning) => (
        <p key={warning.message} className="notice">
          {sentence(warning.message)}
        </p>
      ))}
      {!document && (
        <p className="quiet">{of.documentSha256 ? words.agreement.hashOnly : words.agreement.noDocument}</p>
      )}
      {document?.erased && <p>{words.agreement.erased}</p>}
      {document && !document.erased && (
        <>
          <p>
            <a href={document.url} download={document.name || "agreement"}>
              {document.name || words.general.download}
            </a>{" "}
            <span className="quiet small">
              {document.type} · {formats.number(Math.ceil(document.size / 1024))} kB
            </span>
          </p>
          {document.note && <p className="small quiet">{sentence(document.note)}</p>}
          <ul className="signatures">
            {document.signatures.map((signature) => (
              <li key={`${signature.signer} ${signature.signedAt}`}>
                <strong>{signature.signer}</strong>
                {signature.signedAt && <span className="quiet"> {formats.moment(signature.signedAt)}</span>}
                <p className="small">
                  {signature.intact ? (
                    words.agreement.intact
                  ) : (
                    <span className="fault">{words.agreement.changed}</span>
                  )}
                  {signature.intact && !signature.wholeFile && ` ${words.agreement.added}`}
                </p>
                {signature.note && <p className="small quiet">{sentence(signature.note)}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
