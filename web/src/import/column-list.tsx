import { useLanguage } from "../language/language";
import { free, proposals, unmatched } from "./said";
import type { Layout } from "./send";

interface Props {
  of: Layout;
  busy: boolean;
  /** Says which columns names mean. */
  say: (columns: Record<string, string>) => void;
}

const undecided = "?";

/** The names in a header that are no columns, each with the nearest column, and all that it could be. */
export function ColumnList({ of, busy, say }: Props) {
  const { words } = useLanguage();
  const asked = of.kind ? unmatched(of.columns) : [];
  const near = proposals(of);
  if (asked.length === 0) return null;
  return (
    <>
      <table className="table import-columns">
        <thead>
          <tr>
            <th scope="col">{words.imports.inFile}</th>
            <th scope="col">{words.imports.means}</th>
          </tr>
        </thead>
        <tbody>
          {asked.map((one) => (
            <tr key={one.given}>
              <th scope="row" className="code">
                {one.given}
              </th>
              <td>
                <div className="import-choice">
                  <select
                    className="input"
                    aria-label={words.imports.meaningOf(one.given)}
                    aria-invalid={!one.column && !one.leftOut}
                    value={one.column || (one.leftOut ? "" : undecided)}
                    disabled={busy}
                    onChange={({ target }) => say({ [one.given]: target.value })}
                  >
                    {!one.column && !one.leftOut && (
                      <option value={undecided} disabled>
                        {words.imports.chooseColumn}
                      </option>
                    )}
                    {free(of, one).map((name) => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                    <option value="">{words.imports.leaveOut}</option>
                  </select>
                  {near[one.given] && (
                    <button
                      type="button"
                      className="button"
                      disabled={busy}
                      onClick={() => say({ [one.given]: near[one.given] ?? "" })}
                    >
                      {words.imports.take(near[one.given] ?? "")}
                    </button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {Object.keys(near).length > 1 && (
        <button type="button" className="button" disabled={busy} onClick={() => say(near)}>
          {words.imports.takeAll(Object.keys(near).length)}
        </button>
      )}
    </>
  );
}
