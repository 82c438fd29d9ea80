import { useLanguage } from "../language/language";
import { csvOf, saveAs } from "../parts/csv";
import type { ImportFault } from "./send";

const shown = 500;

/** Everything that is wrong with the files, at its file, line and column. */
export function FaultTable({ faults }: { faults: ImportFault[] }) {
  const { words, formats } = useLanguage();
  const rows = faults.map(({ place, field, value, message }) => [
    place?.sheet ? `${place.file} › ${place.sheet}` : (place?.file ?? ""),
    place?.cell ?? (place ? `${place.line}` : ""),
    field ?? "",
    value ?? "",
    message,
  ]);
  const head = [
    words.imports.file,
    words.imports.line,
    words.imports.column,
    words.imports.value,
    words.imports.wrong,
  ];
  return (
    <div className="card">
      <div className="import-head">
        <div role="alert">
          <h2 id="faults-name">{words.imports.faults(faults.length)}</h2>
        </div>
        <button
          type="button"
          className="button"
          onClick={() => saveAs(words.imports.faultsFile, csvOf([head, ...rows]))}
        >
          {words.imports.exportFaults}
        </button>
      </div>
      <p className="quiet">{words.imports.faultsHow}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="scroll-x import-faults" aria-labelledby="faults-name" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              {head.map((name, i) => (
                <th key={name} scope="col" className={i === 1 ? "count" : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows are those of one answer, in its order
              <tr key={i}>
                <td className="code">{row[0]}</td>
                <td className="count">{Number(row[1]) ? formats.number(Number(row[1])) : row[1]}</td>
                <td className="code">{row[2]}</td>
                <td className="code import-value">{row[3]}</td>
                <td className="import-wrong">{row[4]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {faults.length > shown && <p className="small quiet">{words.general.of(shown, faults.length)}</p>}
    </div>
  );
}
