import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../language/language";
import { FileButton } from "../parts/file-button";

/** Where files come onto the page: dropped anywhere on it, or chosen in the field. */
export function DropZone({ add }: { add: (files: File[]) => void }) {
  const { words } = useLanguage();
  const [over, setOver] = useState(false);
  const take = useRef(add);
  take.current = add;
  useEffect(() => {
    const drag = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === "dragover");
    };
    const drop = (event: DragEvent) => {
      drag(event);
      take.current([...(event.dataTransfer?.files ?? [])]);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return (
    <label className={over ? "card import-drop over" : "card import-drop"}>
      <span className="import-drop-words">{words.imports.drop}</span>
      <span className="quiet small">{words.imports.dropHint}</span>
      <FileButton
        multiple
        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        choose={add}
      />
    </label>
  );
}
