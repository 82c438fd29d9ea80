import { useLanguage } from "../language/language";
import { statuses } from "../parts/status";
import { type Point, sector } from "./geometry";
import { type Place, radiusOf } from "./routes";
import { placeOf } from "./strands";
import type { Telling } from "./told";

interface Props {
  of: Place;
  at: Point | undefined;
  chosen: boolean;
  tell: (telling: Telling | null) => void;
  choose: () => void;
}

/** What a place does when it is pointed at, focused or chosen. */
function acts({ of, tell, choose }: Props, kind: "origin" | "destination") {
  return {
    role: "button",
    tabIndex: 0,
    onPointerMove: (event: React.PointerEvent) => tell({ kind, place: of, ...placeOf(event) }),
    onPointerLeave: () => tell(null),
    onFocus: (event: React.FocusEvent) => {
      const box = event.currentTarget.getBoundingClientRect();
      const middle = { clientX: box.right, clientY: box.bottom, currentTarget: event.currentTarget };
      tell({ kind, place: of, ...placeOf(middle) });
    },
    onBlur: () => tell(null),
    onClick: choose,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    },
  };
}

/** A country to which data goes: a pie of its statuses, as large as it has flows. */
export function Destination(props: Props & { most: number }) {
  const { words, formats } = useLanguage();
  const { of, at, most, chosen } = props;
  if (!at) return null;
  const radius = radiusOf(of.total, most);
  let from = 0;
  return (
    <g
      {...acts(props, "destination")}
      className="place"
      aria-pressed={chosen}
      aria-label={words.map.destination(formats.country(of.code), of.total, of.counts.NO_VALID_BASIS ?? 0)}
    >
      <circle cx={at[0]} cy={at[1]} r={Math.max(radius + 1, 12)} className="place-reach" />
      <circle cx={at[0]} cy={at[1]} r={radius + 1.2} className="place-edge" />
      {statuses.map((status) => {
        const share = (of.counts[status] ?? 0) / of.total;
        if (share === 0) return null;
        const d = sector(at, radius, from, from + share);
        from += share;
        return <path key={status} d={d} className={`fill-${status}`} />;
      })}
      {chosen && <circle cx={at[0]} cy={at[1]} r={radius + 3.5} className="place-chosen" />}
    </g>
  );
}

/** A country from which data goes. */
export function Origin(props: Props) {
  const { words, formats } = useLanguage();
  const { of, at, chosen } = props;
  if (!at) return null;
  const size = chosen ? 5.5 : 4;
  return (
    <g
      {...acts(props, "origin")}
      className="place"
      aria-pressed={chosen}
      aria-label={words.map.origin(formats.country(of.code), of.total, of.counts.NO_VALID_BASIS ?? 0)}
    >
      <circle cx={at[0]} cy={at[1]} r={7} className="place-reach" />
      <path
        d={`M${at[0]} ${at[1] - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`}
        className="origin"
      />
    </g>
  );
}
