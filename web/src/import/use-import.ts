import { useRef, useState } from "react";
import { Refusal } from "../graphql/client";
import { written } from "../graphql/use-query";
import { addYears, type Day } from "../time/day";
import { isWorkbook, type Kind, kindOf } from "./kinds";
import { saying } from "./said";
import { type Layout, newKey, type Outcome, type Said, type Source, send } from "./send";

/** A file that was chosen; its kind is asked for where its name does not tell it. */
export interface Chosen {
  file: File;
  kind: Kind | undefined;
}

type Doing = "" | "checking" | "importing";

/** The files of an import, what checking them told, what they do to verdicts from a day on, and what importing them did. */
export function useImport(on: Day) {
  const [files, setFiles] = useState<Chosen[]>([]);
  const [said, setSaid] = useState<Said[]>([]);
  const [layouts, setLayouts] = useState<Layout[]>([]);
  const [outcome, setOutcome] = useState<Outcome & { dryRun: boolean }>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [doing, setDoing] = useState<Doing>("");
  const [share, setShare] = useState(0);
  const turn = useRef(0);
  const key = useRef("");
  const days = [on, addYears(on, 1)] as const;

  const run = async (sources: Source[], said: Said[], dryRun: boolean) => {
    const mine = ++turn.current;
    if (dryRun) key.current = newKey();
    setDoing(dryRun ? "checking" : "importing");
    setShare(0);
    setRefusal(undefined);
    try {
      const told = await send(sources, said, { dryRun, days, key: key.current, sent: setShare });
      if (mine !== turn.current) return;
      setOutcome({ ...told, dryRun });
      if (dryRun) setLayouts(told.layouts);
      if (!dryRun && "imported" in told) written();
    } catch (reason) {
      if (mine === turn.current) setRefusal(reason instanceof Refusal ? reason : new Refusal([]));
    } finally {
      if (mine === turn.current) setDoing("");
    }
  };

  const choose = (next: Chosen[], nextSaid = said) => {
    turn.current++; // what is on its way is of other files
    setFiles(next);
    setSaid(nextSaid);
    setLayouts((before) => before.filter((one) => next.some(({ file }) => file.name === one.file)));
    setOutcome(undefined);
    setRefusal(undefined);
    setDoing("");
    const sources = sourcesOf(next);
    if (sources) void run(sources, nextSaid, true);
  };

  return {
    files,
    layouts,
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
    /** Says something of a table, and has everything checked again. */
    say: (of: Layout, more: Partial<Said>) => choose(files, saying(said, of, more)),
    drop: (of: Chosen) => choose(files.filter((one) => one !== of)),
    clear: () => choose([], []),
    check: () => choose(files),
    write: () => {
      const sources = sourcesOf(files);
      if (sources) void run(sources, said, false);
    },
  };
}

/** The files with their kinds; nothing while one is not known, or there is none. */
function sourcesOf(files: Chosen[]): Source[] | undefined {
  return files.length > 0 && files.every(isKnown) ? files : undefined;
}

/** Whether it is known what the rows of a file are, or its sheets can say it. */
const isKnown = ({ file, kind }: Chosen): boolean => kind !== undefined || isWorkbook(file.name);
