import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";
import { Fault } from "../parts/refused";
import { useAddress } from "../shell/address";
import { useViewer } from "../shell/viewer";
import { today } from "../time/day";
import { Answer, DpaWord } from "./answer";
import { customersFor } from "./customer";
import "./dpa.css";

/** One box for sales: type a customer, see whether there is a signed agreement. */
export default function Dpa() {
  const { words } = useLanguage();
  const { get, set, on } = useAddress();
  const { role } = useViewer();
  const [search, setSearch] = useState(get("q"));
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => search !== get("q") && set({ q: search }), 400);
    return () => clearTimeout(timer);
  }, [search, get, set]);
  const wanted = search.trim();
  const { data, refusal, again, stale } = useQuery(
    customersFor(role),
    wanted ? { search: wanted, on } : null,
  );
  const found = wanted && data ? data.customers.nodes : [];
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  const key = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") setSearch("");
    if (!step) return;
    event.preventDefault();
    setChosen(Math.min(found.length - 1, Math.max(0, at + step)));
  };
  return (
    <Page title={words.dpa.title} className="dpa">
      <div className="dpa-box">
        <input
          ref={box}
          className="input dpa-input"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls="dpa-found"
          aria-activedescendant={found[at] ? `dpa-${at}` : undefined}
          aria-label={words.dpa.box}
          placeholder={words.dpa.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setChosen(0);
          }}
          onKeyDown={key}
        />
        {on !== today() && <span className="tag">{words.dpa.asOf(on)}</span>}
      </div>
      {refusal && <Fault refusal={refusal} again={again} />}
      <div className="dpa-body">
        <div className="dpa-found" id="dpa-found" role="listbox" aria-label={words.dpa.customers}>
          {found.map((customer, i) => (
            <div
              key={customer.externalId}
              id={`dpa-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              className="dpa-customer"
              onClick={() => setChosen(i)}
              onKeyDown={(event) => event.key === "Enter" && setChosen(i)}
            >
              <span className="dpa-name">{customer.name}</span>
              <DpaWord status={customer.dpa.status} />
            </div>
          ))}
        </div>
        <div aria-live="polite" className={stale ? "stale" : ""}>
          {found[at] ? (
            <Answer of={found[at]} on={on} />
          ) : wanted && data && !stale ? (
            <div className="card">
              <h2>{words.dpa.nobody(wanted)}</h2>
              <p>{words.dpa.nobodyHow}</p>
            </div>
          ) : (
            !wanted && <p className="quiet dpa-hint">{words.dpa.hint}</p>
          )}
        </div>
      </div>
      {data && wanted && data.customers.totalCount > found.length && (
        <p className="small quiet">{words.dpa.more(found.length, data.customers.totalCount)}</p>
      )}
    </Page>
  );
}
