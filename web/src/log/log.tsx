import { useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Empty } from "../parts/empty";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { Checkpoint } from "./checkpoint";
import { LogPage, type LogPageQueryAnswer } from "./log.gen";
import "./log.css";

type Entry = LogPageQueryAnswer["log"]["nodes"][number];

const pages: Record<string, string> = {
  flow: "flows",
  organization: "organizations",
  agreement: "agreements",
  certification: "certifications",
};

/** Every write: who, when, what and why; and whether the log was changed. */
export default function Log() {
  const { words, formats } = useLanguage();
  const { get, set, link } = useAddress();
  const [actor, verb, from, after] = [get("actor"), get("verb"), get("from"), get("after")];
  const variables = useMemo(
    () => ({
      after: after || null,
      actor: actor || null,
      verb: verb || null,
      from: from && !Number.isNaN(Date.parse(from)) ? from : null,
    }),
    [actor, verb, from, after],
  );
  const { data, refusal, again } = useQuery(LogPage, variables);
  const entries = data?.log.nodes ?? [];
  return (
    <Page title={words.log.title} className="log">
      <Checkpoint />
      {refusal && <Fault refusal={refusal} again={again} />}
      <div className="log-tools no-print">
        <Filter
          label={words.log.actor}
          value={actor}
          choose={(value) => set({ actor: value, after: null })}
        />
        <Filter label={words.log.verb} value={verb} choose={(value) => set({ verb: value, after: null })} />
        {from && (
          <Link href={link({ from: null })} className="chip">
            {words.log.since(formats.moment(from))}
            <span aria-hidden="true"> ×</span>
            <span className="unseen"> {words.general.removeFilter}</span>
          </Link>
        )}
        {data && <span className="quiet">{words.log.writes(data.log.totalCount)}</span>}
      </div>
      {!data && !refusal && <Skeleton />}
      {data && entries.length === 0 && <Empty title={words.log.none} />}
      {entries.length > 0 && (
        <ol className="card log-list">
          {entries.map((entry) => (
            <EntryRow key={entry.commit} of={entry} />
          ))}
        </ol>
      )}
      <div className="buttons">
        {after && (
          <Link href={link({ after: null })} className="button">
            {words.log.first}
          </Link>
        )}
        {data?.log.pageInfo.hasNextPage && (
          <Link href={link({ after: data.log.pageInfo.endCursor ?? null })} className="button">
            {words.log.next}
          </Link>
        )}
      </div>
    </Page>
  );
}

const named = 6;

function EntryRow({ of }: { of: Entry }) {
  const { words, formats } = useLanguage();
  return (
    <li>
      <span className="number quiet">{formats.number(of.commit)}</span>
      <span>
        <strong>{of.verb}</strong> <span className="quiet">{words.log.records(of.changes)}</span>
        {of.reason && <span className="cut">{of.reason}</span>}
        <span className="small cut">
          {of.records.slice(0, named).map((record) => {
            const folder = pages[record.kind];
            return folder ? (
              <Link
                key={record.id}
                href={`/${folder}/${encodeURIComponent(record.externalId)}`}
                className="code log-record"
              >
                {record.externalId}
              </Link>
            ) : (
              <span key={record.id} className="code log-record">
                {record.externalId}
              </span>
            );
          })}
          {of.records.length > named && "…"}
        </span>
      </span>
      <span className="quiet small log-when">
        {formats.moment(of.at)}
        <br />
        {of.actor}
      </span>
    </li>
  );
}

function Filter({ label, value, choose }: { label: string; value: string; choose: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <input
      className="input"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => text !== value && choose(text)}
      onKeyDown={(event) => event.key === "Enter" && choose(text)}
    />
  );
}
