import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { useCountries } from "../parts/country-field";
import { WholeText } from "../parts/filters";
import { addDays, isDay, today } from "../time/day";
import { type Change, type ChangeKind, changeKinds, subjectOf } from "./changes";
import { CompanyField } from "./company-field";
import { Subjects } from "./what-if.gen";

interface Props {
  changes: Change[];
  change: (changes: Change[]) => void;
}

/** The hypotheses as rows: what happens, to what, when. */
export function Builder({ changes, change }: Props) {
  const { words } = useLanguage();
  const { data } = useQuery(
    Subjects,
    useMemo(() => ({ on: today() }), []),
  );
  const soon = addDays(today(), 1);
  const instruments = (data?.instruments ?? []).filter(
    (one) => one.kind !== "DEROGATION" && one.kind !== "PROCESSOR_TERMS",
  );
  const countries = useCountries();
  const update = (at: number, next: Partial<Change>) =>
    change(changes.map((one, i) => (i === at ? { ...one, ...next } : one)));
  const presets: { label: string; to: Change[] }[] = [
    { label: words.whatIf.presets.framework, to: [{ kind: "invalidate", subject: "eu-us-dpf", day: soon }] },
    {
      label: words.whatIf.presets.allFrameworks,
      to: ["eu-us-dpf", "ch-us-dpf", "uk-ext-dpf"].map((subject) => ({
        kind: "invalidate",
        subject,
        day: soon,
      })),
    },
    { label: words.whatIf.presets.assessments, to: [{ kind: "negate", subject: "US", day: soon }] },
    { label: words.whatIf.presets.adequate, to: [{ kind: "enact", subject: "EU-IN", day: soon }] },
  ];
  return (
    <section className="card builder no-print" aria-label={words.whatIf.changes}>
      {changes.length === 0 && <p className="quiet">{words.whatIf.lead}</p>}
      <div className="buttons">
        {presets.map(({ label, to }) => (
          <button key={label} type="button" className="button" onClick={() => change(to)}>
            {label}
          </button>
        ))}
      </div>
      {changes.length > 0 && (
        <ol className="changes">
          {changes.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place
            <li key={i} className="change">
              <select
                className="input"
                aria-label={words.whatIf.what}
                value={one.kind}
                onChange={(e) => update(i, { kind: e.target.value as ChangeKind, subject: "" })}
              >
                {changeKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {words.whatIf.kind[kind]}
                  </option>
                ))}
              </select>
              <Subject
                of={one}
                instruments={instruments}
                countries={countries}
                choose={(subject) => update(i, { subject })}
              />
              <input
                type="date"
                className="input"
                aria-label={words.general.day}
                value={one.day}
                onChange={(e) => isDay(e.target.value) && update(i, { day: e.target.value })}
              />
              <button
                type="button"
                className="button plain"
                onClick={() => change(changes.filter((_, at) => at !== i))}
              >
                {words.whatIf.remove}
              </button>
            </li>
          ))}
        </ol>
      )}
      <button
        type="button"
        className="button plain"
        onClick={() => change([...changes, { kind: "invalidate", subject: "", day: soon }])}
      >
        + {words.whatIf.add}
      </button>
    </section>
  );
}

interface SubjectProps {
  of: Change;
  instruments: { id: string; name: string }[];
  countries: { code: string; name: string }[];
  choose: (subject: string) => void;
}

function Subject({ of, instruments, countries, choose }: SubjectProps) {
  const { words } = useLanguage();
  const kind = subjectOf[of.kind];
  if (kind === "instrument" || kind === "country") {
    const options =
      kind === "country" ? countries.map(({ code, name }) => ({ id: code, name })) : instruments;
    return (
      <select
        className="input"
        aria-label={words.whatIf.subject[kind]}
        value={of.subject}
        onChange={(e) => choose(e.target.value)}
      >
        <option value="">{words.whatIf.choose}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    );
  }
  if (kind === "adequacy") {
    const [regime = "EU", country = ""] = of.subject.split("-");
    return (
      <span className="change-pair">
        <select
          className="input"
          aria-label={words.whatIf.regime}
          value={regime}
          onChange={(e) => choose(`${e.target.value}-${country}`)}
        >
          {(["EU", "CH", "UK"] as const).map((one) => (
            <option key={one} value={one}>
              {words.regime[one]}
            </option>
          ))}
        </select>
        <select
          className="input"
          aria-label={words.whatIf.subject.country}
          value={country}
          onChange={(e) => choose(`${regime}-${e.target.value}`)}
        >
          <option value="">{words.whatIf.choose}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </span>
    );
  }
  if (kind === "organization") return <CompanyField value={of.subject} choose={choose} />;
  return <WholeText key={of.kind} label={words.whatIf.subject[kind]} value={of.subject} choose={choose} />;
}
