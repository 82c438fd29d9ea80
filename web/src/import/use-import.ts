import { useCallback, useRef, useState } from "react";
import { Refusal } from "../graphql/client";
import { written } from "../graphql/use-query";
import { type Kind, kindOf } from "./kinds";
import { newKey, type Outcome, type Source, send } from "./send";

/** A file that was chosen; its kind is asked for where its name does not tell it. */
export interface Chosen {
  file: File;
  kind: Kind | undefined;
}

type Doing = "" | "checking" | "importing";

/** The files of an import, what checking them told, and what importing them did. */
export function useImport() {
  const [files, setFiles] = useState<Chosen[]>([]);
  const [outcome, setOutcome] = useState<Outcome & { dryRun: boolean }>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [doing, setDoing] = useState<Doing>("");
  const [share, setShare] = useState(0);
  const turn = useRef(0);
  const key = useRef("");

  const run = useCallback(async (sources: Source[], dryRun: boolean) => {
    const mine = ++turn.current;
    if (dryRun) key.current = newKey();
    setDoing(dryRun ? "checking" : "importing");
    setShare(0);
    setRefusal(undefined);
    try {
      const told = await send(sources, { dryRun, key: key.current, sent: setShare });
      if (mine !== turn.current) return;
      setOutcome({ ...told, dryRun });
      if (!dryRun && "imported" in told) written();
    } catch (reason) {
      if (mine === turn.current) setRefusal(reason instanceof Refusal ? reason : new Refusal([]));
    } finally {
      if (mine === turn.current) setDoing("");
    }
  }, []);

  const choose = (next: Chosen[]) => {
    turn.current++; // what is on its way is of other files
    setFiles(next);
    setOutcome(undefined);
    setRefusal(undefined);
    setDoing("");
    const sources = sourcesOf(next);
    if (sources) void run(sources, true);
  };

  return {
    files,
    outcome,
    refusal,
    doing,
    share,
    /** Adds files; one of the same name takes the place of the other, and is of its kind. */
    add: (more: File[]) => {
      const before = new Map(files.map((one) => [one.file.name, one]));
      for (const file of more) {
        const { name } = file;
        before.set(name, { file, kind: before.get(name)?.kind ?? kindOf(name) });
      }
      choose([...before.values()]);
    },
    setKind: (of: Chosen, kind: Kind | undefined) =>
      choose(files.map((one) => (one === of ? { ...one, kind } : one))),
    drop: (of: Chosen) => choose(files.filter((one) => one !== of)),
    clear: () => choose([]),
    check: () => choose(files),
    write: () => {
      const sources = sourcesOf(files);
      if (sources) void run(sources, false);
    },
  };
}

/** The files with their kinds; nothing while one is not known, or there is none. */
function sourcesOf(files: Chosen[]): Source[] | undefined {
  const known = files.flatMap(({ file, kind }) => (kind ? [{ file, kind }] : []));
  return known.length > 0 && known.length === files.length ? known : undefined;
}
