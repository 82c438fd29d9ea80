import { useLanguage } from "../language/language";
import type { Imported } from "./send";

/** How many records of each kind are new, changed and the same. */
export function CountsTable({ of }: { of: Imported[] }) {
  const { words, formats } = useLanguage();
  return (
    <div className="scroll-x">
      <table className="table import-counts">
        <thead>
          <tr>
            <th scope="col">{words.imports.records}</th>
            <th scope="col" className="count">
              {words.imports.created}
            </th>
            <th scope="col" className="count">
              {words.imports.changed}
            </th>
            <th scope="col" className="count">
              {words.imports.unchanged}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ Kind, Created, Changed, Unchanged }) => (
            <tr key={Kind}>
              <td>{words.imports.kind[Kind]}</td>
              {[Created, Changed, Unchanged].map((n, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never move
                <td key={i} className="count">
                  {formats.number(n)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
