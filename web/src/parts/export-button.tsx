import { useState } from "react";
import { Refusal } from "../graphql/client";
import { useLanguage } from "../language/language";
import { csvOf, saveAs } from "./csv";
import { Fault } from "./refused";

/** Saves all rows of what is shown as a CSV file, those too that are not here yet. */
export function ExportButton({ name, rows }: { name: string; rows: () => Promise<string[][]> }) {
  const { words } = useLanguage();
  const [state, setState] = useState<"ready" | "working" | Refusal>("ready");
  const save = async () => {
    setState("working");
    try {
      saveAs(name, csvOf(await rows()));
      setState("ready");
    } catch (reason) {
      setState(reason instanceof Refusal ? reason : new Refusal([]));
    }
  };
  return (
    <>
      <button
        type="button"
        className="button no-print"
        disabled={state === "working"}
        onClick={() => void save()}
      >
        {words.flags.export}
      </button>
      {state instanceof Refusal && <Fault refusal={state} again={() => void save()} />}
    </>
  );
}
