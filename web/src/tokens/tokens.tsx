import { useState } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Dialog } from "../parts/dialog";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useMayWrite } from "../shell/known";
import { useViewer } from "../shell/viewer";
import { CreateForm } from "./create-form";
import { EndForm, type Ending } from "./end-form";
import { Access, type AccessQueryAnswer } from "./tokens.gen";
import "./tokens.css";

const nothing = {};
type Token = AccessQueryAnswer["tokens"]["nodes"][number];

/** Who and what may come in: tokens of programs, and people who are signed in. */
export default function Tokens() {
  const { words, formats } = useLanguage();
  const { role } = useViewer();
  const grants = useMayWrite() && role === "ADMIN";
  const { data, refusal, again } = useQuery(Access, nothing);
  const [asked, setAsked] = useState<"new" | Ending>();
  const close = () => setAsked(undefined);
  const ended = (token: Token) =>
    token.revokedAt
      ? words.tokens.revoked(formats.moment(token.revokedAt))
      : Date.parse(token.expiresAt) < Date.now()
        ? words.tokens.expired
        : "";
  return (
    <Page
      title={words.tokens.title}
      className="tokens"
      aside={
        grants && (
          <button type="button" className="button primary" onClick={() => setAsked("new")}>
            {words.tokens.create}
          </button>
        )
      }
    >
      {refusal && <Fault refusal={refusal} again={again} />}
      {!data && !refusal && <Skeleton />}
      {data && (
        <>
          <section className="card" aria-labelledby="tokens-name">
            <h2 id="tokens-name">{words.tokens.programs}</h2>
            {data.tokens.nodes.length === 0 && <p className="quiet">{words.tokens.none}</p>}
            <ul className="token-list">
              {data.tokens.nodes.map((token) => (
                <li key={token.id} className={ended(token) ? "quiet" : ""}>
                  <span>
                    <strong>{token.name}</strong> <span className="code quiet">{token.id}</span>
                    <br />
                    <span className="small quiet">
                      {words.tokens.made(formats.moment(token.createdAt), token.createdBy)}
                      <Limit exporters={token.exporters} />
                    </span>
                  </span>
                  <span className="tag">{words.user.role[token.role]}</span>
                  <span className="small">
                    {ended(token) || words.tokens.until(formats.moment(token.expiresAt))}
                    <br />
                    <span className="quiet">
                      {token.lastUsedAt
                        ? words.tokens.used(formats.moment(token.lastUsedAt))
                        : words.tokens.unused}
                    </span>
                  </span>
                  {grants && !ended(token) && (
                    <button
                      type="button"
                      className="button plain"
                      aria-label={words.tokens.revokeNamed(token.name)}
                      onClick={() => setAsked({ kind: "token", id: token.id, name: token.name })}
                    >
                      {words.tokens.revoke}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </section>
          <section className="card" aria-labelledby="sessions-name">
            <h2 id="sessions-name">{words.tokens.people}</h2>
            <ul className="token-list">
              {data.sessions.map((one) => (
                <li key={one.id}>
                  <span>
                    <strong>{one.actor}</strong>
                    <br />
                    <span className="small quiet">
                      {words.tokens.began(formats.moment(one.createdAt))}
                      <Limit exporters={one.exporters} />
                    </span>
                  </span>
                  <span className="tag">{words.user.role[one.role]}</span>
                  <span className="small">
                    {words.tokens.until(formats.moment(one.expiresAt))}
                    <br />
                    <span className="quiet">{words.tokens.used(formats.moment(one.lastUsedAt))}</span>
                  </span>
                  {grants && (
                    <button
                      type="button"
                      className="button plain"
                      aria-label={words.tokens.endNamed(one.actor)}
                      onClick={() => setAsked({ kind: "session", id: one.id, name: one.actor })}
                    >
                      {words.tokens.end}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
      {asked === "new" && (
        <Dialog title={words.tokens.create} close={close}>
          <CreateForm done={close} />
        </Dialog>
      )}
      {asked && asked !== "new" && (
        <Dialog
          title={
            asked.kind === "token" ? words.tokens.revokeNamed(asked.name) : words.tokens.endNamed(asked.name)
          }
          close={close}
        >
          <EndForm of={asked} done={close} />
        </Dialog>
      )}
    </Page>
  );
}

/** To which exporters a token or a session is limited, where it is. */
function Limit({ exporters }: { exporters: string[] }) {
  const { words, formats } = useLanguage();
  if (exporters.length === 0) return null;
  return <span className="token-limit">{words.tokens.limitedTo(formats.list(exporters))}</span>;
}
