import { useMemo } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Fault } from "../parts/refused";
import { useAddress } from "../shell/address";
import { FlowNames } from "./flow-names";
import { CompareSaved } from "./saved.gen";

/** Two saved scenarios beside each other: which ones stands in the address. */
export function Compare({ names }: { names: string[] }) {
  const { words } = useLanguage();
  const { all, set } = useAddress();
  const [one = "", other = ""] = all("compare");
  const choice = (label: string, value: string, choose: (name: string) => void, without: string) => (
    <label>
      <span>{label}</span>
      <select
        className="input"
        aria-label={label}
        value={value}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{words.saved.compareNone}</option>
        {names
          .filter((name) => name !== without)
          .map((name) => (
            <option key={name}>{name}</option>
          ))}
      </select>
    </label>
  );
  return (
    <div className="compare">
      <div className="compare-choice no-print">
        {choice(words.saved.compare, one, (name) => set({ compare: name ? [name, other] : null }), other)}
        {one &&
          choice(words.saved.compareWith, other, (name) => set({ compare: name ? [one, name] : [one] }), one)}
      </div>
      {one && other && <Comparison name={one} other={other} />}
    </div>
  );
}

/** What the other one does, against what the one does. */
function Comparison({ name, other }: { name: string; other: string }) {
  const { words, formats } = useLanguage();
  const { data, refusal, again } = useQuery(
    CompareSaved,
    useMemo(() => ({ name, with: other }), [name, other]),
  );
  if (refusal) return <Fault refusal={refusal} again={again} />;
  const found = data?.savedScenario?.compare;
  if (!found) return null;
  const rows = [
    [words.saved.hits, "hits"],
    [words.saved.without, "newlyWithoutBasis"],
    [words.saved.worse, "worsened"],
    [words.saved.fallingBack, "fallingBack"],
    [words.saved.improved, "improved"],
  ] as const;
  return (
    <>
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              {[words.saved.what, name, other, words.saved.difference].map((head, i) => (
                <th scope="col" className={i > 0 ? "count" : ""} key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([title, field]) => (
              <tr key={field}>
                <th scope="row">{title}</th>
                <td className="count">{formats.number(found.before[field])}</td>
                <td className="count">{formats.number(found.after[field])}</td>
                <td className="count">{formats.change(found.after[field] - found.before[field])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.newHits + found.goneHits === 0 && <p className="small">{words.saved.sameFlows}</p>}
      <FlowNames
        title={`${words.saved.onlyThere(name, found.goneHits)}:`}
        of={found.gone.nodes}
        all={found.goneHits}
        on={found.asOf}
      />
      <FlowNames
        title={`${words.saved.onlyThere(other, found.newHits)}:`}
        of={found.new.nodes}
        all={found.newHits}
        on={found.asOf}
      />
      <p className="small quiet">{words.saved.comparedOn(found.asOf)}</p>
    </>
  );
}
