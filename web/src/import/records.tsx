import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { LogPage } from "../log/log.gen";
import { RecordLink } from "../parts/record-link";

const before = 60_000; // milliseconds that an import may have waited for its answer
const most = 30;

/** What the import wrote that the log names, as links. at is when the server answered. */
export function Records({ at }: { at: string }) {
  const { words } = useLanguage();
  const variables = useMemo(
    () => ({
      verb: "import",
      actor: null,
      after: null,
      from: new Date(Date.parse(at) - before).toISOString(),
    }),
    [at],
  );
  const { data } = useQuery(LogPage, variables);
  const records = data?.log.nodes.at(-1)?.records ?? [];
  if (records.length === 0) return null;
  return (
    <p className="import-records">
      <span className="quiet">{words.imports.among}</span>{" "}
      {records.slice(0, most).map((record) => (
        <RecordLink key={record.id} of={record} />
      ))}
      {records.length > most && "…"}
    </p>
  );
}
