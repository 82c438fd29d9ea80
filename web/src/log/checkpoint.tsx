import { useEffect, useState } from "react";
import { ask } from "../graphql/client";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { saveAs } from "../parts/csv";
import { Fact, FactList } from "../parts/facts";
import { Consistency, LogHead } from "./log.gen";
import { type Head, isConsistent } from "./proof";

/** What this browser saw of the log before, by the log's name. */
interface Seen extends Head {
  origin: string;
  at: string;
}

const place = "log-seen";
const nothing = {};

function lastSeen(origin: string): Seen | null {
  const all = JSON.parse(localStorage.getItem(place) ?? "{}") as Record<string, Seen>;
  return all[origin] ?? null;
}

/** The log's checkpoint, and whether the log still begins with what this browser saw of it: checked here, not believed. */
export function Checkpoint() {
  const { words, formats } = useLanguage();
  const { data } = useQuery(LogHead, nothing);
  const [verdict, setVerdict] = useState<{ seen: Seen; holds: boolean } | null>(null);
  const head = data?.checkpoint;
  useEffect(() => {
    if (!head) return;
    const { origin, size, root } = head;
    const seen = lastSeen(origin);
    let wanted = true;
    const check = async () => {
      if (seen) {
        const proof =
          seen.size < size ? (await ask(Consistency, { older: seen.size, size })).consistency : [];
        const holds = await isConsistent(seen, { size, root }, proof);
        if (wanted) setVerdict({ seen, holds });
        if (!holds) return; // what was seen is kept: it is the evidence
      }
      localStorage.setItem(
        place,
        JSON.stringify({ [origin]: { origin, size, root, at: new Date().toISOString() } }),
      );
    };
    check().catch(() => {}); // without an answer nothing is claimed
    return () => {
      wanted = false;
    };
  }, [head]);
  if (!head) return null;
  return (
    <section className="card" aria-labelledby="checkpoint-name">
      <h2 id="checkpoint-name">{words.log.checkpoint}</h2>
      {verdict && (
        <p className={verdict.holds ? "notice good" : "notice"}>
          {verdict.holds
            ? words.log.holds(verdict.seen.size, formats.moment(verdict.seen.at))
            : words.log.broken(verdict.seen.size, formats.moment(verdict.seen.at), verdict.seen.root)}
        </p>
      )}
      {!verdict && <p className="quiet">{words.log.firstSeen}</p>}
      <FactList>
        <Fact name={words.log.size}>
          <span className="number">{formats.number(head.size)}</span>
        </Fact>
        <Fact name={words.log.root}>
          <span className="code hash">{head.root}</span>
        </Fact>
        <Fact name={words.log.key}>
          <span className="code hash">{head.verifierKey ?? words.general.none}</span>
        </Fact>
      </FactList>
      {head.note && (
        <button
          type="button"
          className="button"
          onClick={() => saveAs("safeconduct.checkpoint", head.note ?? "", "text/plain", false)}
        >
          {words.log.keep}
        </button>
      )}
    </section>
  );
}
