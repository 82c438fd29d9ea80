import { useCallback, useMemo, useState } from "react";
import { Link } from "wouter";
import { usePages } from "../graphql/use-pages";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { own } from "../language/own";
import { Chip } from "../parts/chips";
import { Empty } from "../parts/empty";
import { ExportLinks } from "../parts/export-links";
import { ChoiceFilter, WholeText } from "../parts/filters";
import { Page } from "../parts/page";
import { RecordLink } from "../parts/record-link";
import { Fault, Skeleton } from "../parts/refused";
import { type Column, Rows } from "../parts/rows";
import { useAddress } from "../shell/address";
import { Checkpoint } from "./checkpoint";
import { EntryCheck } from "./entry-check";
import { LogHead, LogPage, type LogPageQueryAnswer } from "./log.gen";
import { useSigned } from "./use-checks";
import { verbs } from "./verbs";
import "./log.css";

type Entry = LogPageQueryAnswer["log"]["nodes"][number];

const logOf = (answer: LogPageQueryAnswer) => answer.log;
const nothing = {};
const commitOf = (entry: Entry) => String(entry.commit);

/** Every write: who, when, what and why; and whether the log was changed. */
export default function Log() {
  const { words, formats } = useLanguage();
  const { get, set } = useAddress();
  const [actor, verb] = [get("actor"), get("verb")];
  const from = Number.isNaN(Date.parse(get("from"))) ? "" : get("from");
  const variables = useMemo(
    () => ({
      actor: actor || null,
      verb: verb || null,
      from: from || null,
    }),
    [actor, verb, from],
  );
  const { rows, total, refusal, again, need } = usePages(LogPage, variables, logOf);
  const columns = useColumns();
  const state = useQuery(LogHead, nothing).data?.checkpoint;
  const [ownKey, setOwnKey] = useState("");
  const signed = useSigned(state, ownKey);
  const entry = /^[1-9]\d{0,14}$/.test(get("entry")) ? Number(get("entry")) : 0;
  return (
    <Page title={words.log.title} className="log">
      {state && <Checkpoint of={state} signed={signed} ownKey={ownKey} setOwnKey={setOwnKey} />}
      {state && entry > 0 && (
        <EntryCheck
          key={entry}
          commit={entry}
          state={state}
          signed={signed}
          own={ownKey !== ""}
          close={() => set({ entry: null })}
        />
      )}
      {refusal && <Fault refusal={refusal} again={again} />}
      <div className="log-tools no-print">
        <WholeText label={words.log.actor} value={actor} choose={(value) => set({ actor: value })} />
        <ChoiceFilter
          name="verb"
          label={words.log.verb}
          of={verb && !own(words.log.verbs, verb) ? [...verbs, verb] : verbs}
          called={(one) => own(words.log.verbs, one) ?? one}
        />
        {from && <Chip away={{ from: null }}>{words.log.since(formats.moment(from))}</Chip>}
        {total !== undefined && <span className="quiet">{words.log.writes(total)}</span>}
        {!!total && <ExportLinks table="log" params={{ actor, verb, from: variables.from ?? "" }} />}
      </div>
      {total === undefined && !refusal && <Skeleton />}
      {total === 0 && <Empty title={words.log.none} />}
      {!!total && (
        <Rows
          name={words.log.entries}
          className="log-rows"
          columns={columns}
          rows={rows}
          total={total}
          keyOf={commitOf}
          height={3.5}
          list={`${actor} ${verb} ${from}`}
          need={need}
        />
      )}
    </Page>
  );
}

const named = 6;

function useColumns(): Column<Entry>[] {
  const { words, formats } = useLanguage();
  const { link } = useAddress();
  const check = useCallback((commit: number) => link({ entry: String(commit) }), [link]);
  return useMemo(
    () => [
      {
        head: words.log.number,
        cell: ({ commit }) => <span className="number quiet">{formats.number(commit)}</span>,
      },
      {
        head: words.log.what,
        cell: ({ verb, changes, records }) => (
          <>
            <span className="cut">
              <strong>{own(words.log.verbs, verb) ?? verb}</strong>{" "}
              <span className="quiet">{words.log.records(changes)}</span>
            </span>
            <span className="small cut">
              {records.slice(0, named).map((record) => (
                <RecordLink key={record.id} of={record} />
              ))}
              {records.length > named && "…"}
            </span>
          </>
        ),
      },
      {
        head: words.log.why,
        cell: ({ reason }) => (
          <span className="two-lines" title={reason}>
            {reason}
          </span>
        ),
      },
      {
        head: words.log.who,
        cell: ({ commit, at, actor }) => (
          <>
            <span className="cut">{actor}</span>
            <span className="quiet small cut">
              {formats.moment(at)}{" "}
              <Link href={`/?known=${encodeURIComponent(at)}`} className="no-print as-then">
                {words.known.asThen}
              </Link>
              <span className="no-print"> · </span>
              <Link href={check(commit)} className="no-print" aria-label={words.log.checkEntry(commit)}>
                {words.log.check}
              </Link>
            </span>
          </>
        ),
      },
    ],
    [words, formats, check],
  );
}
