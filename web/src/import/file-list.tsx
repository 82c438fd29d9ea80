import { useLanguage } from "../language/language";
import { isWorkbook, type Kind, kinds } from "./kinds";
import type { Chosen } from "./use-import";

interface Props {
  files: Chosen[];
  busy: boolean;
  setKind: (of: Chosen, kind: Kind | undefined) => void;
  drop: (of: Chosen) => void;
}

/** The files that were chosen, each with what its rows are: told by its name, or asked for. */
export function FileList({ files, busy, setKind, drop }: Props) {
  const { words } = useLanguage();
  return (
    <ul className="card import-files" aria-label={words.imports.files}>
      {files.map((one) => (
        <li key={one.file.name}>
          <span className="import-name">
            <span className="code">{one.file.name}</span>{" "}
            <span className="quiet small number">{words.imports.size(one.file.size)}</span>
          </span>
          <select
            className="input"
            aria-label={words.imports.kindOf(one.file.name)}
            aria-invalid={!one.kind && !isWorkbook(one.file.name)}
            value={one.kind ?? ""}
            disabled={busy}
            onChange={(event) => setKind(one, (event.target.value || undefined) as Kind | undefined)}
          >
            {isWorkbook(one.file.name) ? (
              <option value="">{words.imports.sheetsSay}</option>
            ) : (
              !one.kind && <option value="">{words.imports.chooseKind}</option>
            )}
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {words.imports.kind[kind]}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="button plain"
            disabled={busy}
            aria-label={words.imports.removeFile(one.file.name)}
            onClick={() => drop(one)}
          >
            {words.imports.remove}
          </button>
        </li>
      ))}
    </ul>
  );
}
