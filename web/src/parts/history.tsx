import { useLanguage } from "../language/language";

/** A version of a record as the server tells it. */
export interface Version {
  version: number;
  commit: number;
  at: string;
  actor: string;
  verb: string;
  reason: string;
  removed: boolean;
  changes: { field: string; old: string; new: string }[];
}

/** Who changed what, when and why; the latest first. */
export function History({ of }: { of: Version[] }) {
  const { words, formats } = useLanguage();
  return (
    <section className="card" aria-labelledby="history-name">
      <h2 id="history-name">{words.history.title}</h2>
      <ol className="history">
        {[...of].reverse().map((version) => (
          <li key={version.version}>
            <p>
              <strong>{words.history.version(version.version)}</strong>{" "}
              <span className="quiet">
                {formats.moment(version.at)} · {version.actor} · {version.verb}
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
                        <th scope="row">{change.field}</th>
                        <td>
                          {change.old && <del>{change.old}</del>} {change.new && <ins>{change.new}</ins>}
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
