import { type KeyboardEvent, useMemo, useState } from "react";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { useModal } from "../parts/use-modal";
import { onDay, useAddress } from "./address";
import { useKnown } from "./known";
import { Palette as PaletteOf } from "./palette.gen";
import { opens, writes } from "./roles";
import type { Viewer } from "./viewer";
import "./palette.css";

interface Hit {
  to: string;
  name: string;
  kind: string;
}

const shown = 12;

/** Finds any page, company, flow and instrument; all by keyboard. */
export default function Palette({ viewer, close }: { viewer: Viewer; close: () => void }) {
  const { words } = useLanguage();
  const { on, go } = useAddress();
  const dialog = useModal();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState(0);
  const wanted = search.trim();
  const variables = useMemo(() => (wanted ? { search: wanted, filter: { text: wanted } } : null), [wanted]);
  const { data } = useQuery(PaletteOf, variables);
  const mayWrite = useKnown() === null && writes(viewer);

  const hits = useMemo(() => {
    const text = wanted.toLowerCase();
    const record = (folder: string, id: string) => onDay(`/${folder}/${encodeURIComponent(id)}`, on);
    const pages = { ...words.bar.places, ...words.lists.name, "/graphiql": words.palette.explorer };
    const forms = mayWrite ? Object.entries(words.lists.record) : [];
    const all: Hit[] = Object.entries(pages)
      .filter(([path]) => opens(viewer, path))
      .map(([path, name]) => ({ to: onDay(path, on), name, kind: words.palette.page }))
      .concat(
        forms.map(([path, name]) => ({
          to: onDay(path, on, { record: "new" }),
          name,
          kind: words.palette.form,
        })),
      )
      .filter((hit) => hit.name.toLowerCase().includes(text));
    if (!data || !wanted) return all;
    for (const one of data.organizations.nodes) {
      if (one.kind === "CUSTOMER" && opens(viewer, "/dpa")) {
        all.push({
          to: onDay("/dpa", on, { q: one.name }),
          name: words.palette.askDpa(one.name),
          kind: words.bar.places["/dpa"],
        });
      }
      all.push({
        to: record("organizations", one.externalId),
        name: one.name,
        kind: words.organization.kind[one.kind],
      });
    }
    for (const one of data.flows.nodes) {
      all.push({ to: record("flows", one.externalId), name: one.name, kind: words.flags.flow });
    }
    for (const one of data.law
      .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(text))
      .slice(0, 5)) {
      all.push({ to: record("law", one.id), name: one.name, kind: words.bar.places["/law"] });
    }
    return all.slice(0, shown);
  }, [wanted, data, words, on, viewer, mayWrite]);

  const at = Math.min(chosen, Math.max(0, hits.length - 1));
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    if (hit.to.startsWith("/graphiql"))
      location.assign(hit.to); // its page has a policy of its own
    else go(hit.to);
  };
  const key = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") open(hits[at]);
    if (!step) return;
    event.preventDefault();
    setChosen(Math.min(hits.length - 1, Math.max(0, at + step)));
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={words.palette.title} onClose={close}>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-hits"
        aria-activedescendant={hits[at] ? `palette-${at}` : undefined}
        aria-label={words.palette.title}
        placeholder={words.palette.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setChosen(0);
        }}
        onKeyDown={key}
      />
      <div id="palette-hits" role="listbox" aria-label={words.palette.title} className="palette-hits">
        {hits.map((hit, i) => (
          <div
            key={hit.to + hit.name}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            className="palette-hit"
            onClick={() => open(hit)}
            onKeyDown={(event) => event.key === "Enter" && open(hit)}
            onPointerMove={() => setChosen(i)}
          >
            <span className="cut">{hit.name}</span>
            <span className="quiet small">{hit.kind}</span>
          </div>
        ))}
      </div>
      {wanted && data && hits.length === 0 && (
        <p className="palette-none quiet">{words.palette.nothing(wanted)}</p>
      )}
    </dialog>
  );
}
