import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { own } from "../language/own";
import { isLimited } from "../shell/roles";
import { useViewer } from "../shell/viewer";
import { History as HistoryOf } from "./history.gen";
import { cellText, fieldName } from "./recorded";
import { Fault } from "./refused";

/** Who changed a record, what, when and why; the latest first. Nothing for who may not ask. */
export function History({ of: id }: { of: string }) {
  const { words, formats } = useLanguage();
  const limited = isLimited(useViewer());
  const { data, refusal, again } = useQuery(
    HistoryOf,
    useMemo(() => (limited ? null : { id }), [limited, id]),
  );
  if (refusal) return <Fault refusal={refusal} again={again} />;
  if (!data?.node || !("history" in data.node)) return null;
  return (
    <section className="card" aria-labelledby="history-name">
      <h2 id="history-name">{words.history.title}</h2>
      <ol className="history">
        {[...data.node.history].reverse().map((version) => (
          <li key={version.version}>
            <p>
              <strong>{words.history.version(version.version)}</strong>{" "}
              <span className="quiet">
                {formats.moment(version.at)} · {version.actor} ·{" "}
                {own(words.log.verbs, version.verb) ?? version.verb}
                {version.removed && ` · ${words.history.removed}`}
              </span>
            </p>
            {version.reason && <p>{version.reason}</p>}
            <details open={version.version > 1}>
              <summary className="quiet small">{words.history.fields(version.changes.length)}</summary>
              <div className="scroll-x">
                <table className="table">
                  <tbody>
                    {version.changes.map((change) => (
                      <tr key={change.field}>
                        <th scope="row">{fieldName(words, change.field)}</th>
                        <td>
                          {change.old && <del>{cellText(words, formats, change.field, change.old)}</del>}{" "}
                          {change.new && <ins>{cellText(words, formats, change.field, change.new)}</ins>}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
