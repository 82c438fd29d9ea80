import { useLanguage } from "../language/language";
import { ColumnList } from "./column-list";
import { type Kind, kinds } from "./kinds";
import { asks, unmatched } from "./said";
import type { Layout, Said } from "./send";

interface Props {
  layouts: Layout[];
  busy: boolean;
  say: (of: Layout, more: Partial<Said>) => void;
}

const leftOut = "-";

/** What each table is taken for: the kind of a sheet, the columns of a header. The reader can say otherwise. */
export function TableList({ layouts, busy, say }: Props) {
  const { words } = useLanguage();
  const asked = layouts.filter(asks);
  if (asked.length === 0) return null;
  return (
    <section className="card import-tables" aria-labelledby="tables-name">
      <h2 id="tables-name">{words.imports.tables}</h2>
      <p className="quiet">{words.imports.tablesHow}</p>
      <ul>
        {asked.map((one) => (
          <li key={`${one.file} ${one.sheet}`}>
            <div className="import-table-head">
              <span className="import-name">
                <span className="code">{one.sheet || one.file}</span>{" "}
                {one.sheet && <span className="quiet small code">{one.file}</span>}
              </span>
              {one.columns.length > 0 && (
                <span className="quiet small">
                  {words.imports.matched(
                    one.columns.length - unmatched(one.columns).length,
                    one.columns.length,
                  )}
                </span>
              )}
              {one.sheet && (
                <select
                  className="input"
                  aria-label={words.imports.kindOf(one.sheet)}
                  aria-invalid={!one.kind && !one.leftOut}
                  value={one.leftOut ? leftOut : one.kind}
                  disabled={busy}
                  onChange={({ target: { value } }) =>
                    say(one, value === leftOut ? { leftOut: true } : { leftOut: false, kind: value as Kind })
                  }
                >
                  {!one.kind && !one.leftOut && <option value="">{words.imports.chooseKind}</option>}
                  {kinds.map((kind) => (
                    <option key={kind} value={kind}>
                      {words.imports.kind[kind]}
                    </option>
                  ))}
                  <option value={leftOut}>{words.imports.leaveOut}</option>
                </select>
              )}
            </div>
            <ColumnList of={one} busy={busy} say={(columns) => say(one, { columns })} />
          </li>
        ))}
      </ul>
    </section>
  );
}
