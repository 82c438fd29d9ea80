import type { ComponentProps } from "react";
import { useLanguage } from "../language/language";

interface Props extends Omit<ComponentProps<"input">, "type" | "className" | "onChange"> {
  choose: (files: File[]) => void;
  /** The name of the file that is chosen; nothing where it is gone once it is taken. */
  chosen?: string | undefined;
}

/** Chooses files, within a label. The browser's own button would speak the browser's language, not the reader's. */
export function FileButton({ choose, chosen, ...input }: Props) {
  const { words } = useLanguage();
  return (
    <span className="file-button">
      <input
        {...input}
        type="file"
        className="unseen"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = ""; // so that the same file can be chosen again
          if (files.length > 0) choose(files);
        }}
      />
      <span className="button">{input.multiple ? words.general.chooseFiles : words.general.chooseFile}</span>
      {chosen !== undefined && <span className="cut">{chosen || words.general.noFile}</span>}
    </span>
  );
}
