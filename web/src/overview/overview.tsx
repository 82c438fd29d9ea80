import { useCallback, useMemo } from "react";
import { useLanguage } from "../language/language";
import { RouteMap } from "../map/map";
import { heaviest } from "../map/routes";
import { EmptyRegistry } from "../parts/empty";
import { Page } from "../parts/page";
import { Refused } from "../parts/refused";
import { statuses } from "../parts/status";
import { useWidth } from "../parts/use-width";
import { useAddress } from "../shell/address";
import { today } from "../time/day";
import { Controls } from "./controls";
import { Counts } from "./counts";
import { Deadlines } from "./deadlines";
import { type Frames, type Narrowing, routesAt, statusCounts } from "./frames";
import { Headline } from "./headline";
import { NewsCard } from "./news-card";
import { RouteTable } from "./route-table";
import { mostOf } from "./stacked";
import { TimeButtons } from "./time-buttons";
import { Timeline } from "./timeline";
import { useFrames } from "./use-frames";
import { useSlider } from "./use-slider";
import "./overview.css";

/** The map with time: which flows go where, on what footing, on any day. */
export default function Overview() {
  const { words } = useLanguage();
  const address = useAddress();
  const { frames, marks, turns, deadlines, refusal, again } = useFrames(address.on);
  const [time, width] = useWidth<HTMLDivElement>(); // known before the counts are
  const slider = useSlider(frames, turns, address);
  const { origin, destination, status } = narrowingOf(address);
  const by = useMemo(() => ({ origin, destination, status }), [origin, destination, status]);

  const counts = useMemo(() => frames && statusCounts(frames, by), [frames, by]);
  const routes = useMemo(() => (frames ? routesAt(frames, slider.stop, by) : []), [frames, slider.stop, by]);
  const most = useMemo(() => heaviest(frames ? everySixth(frames) : []), [frames]);
  const choose = useCallback(
    (end: "origin" | "destination", code: string) =>
      address.set({ [end]: address.get(end) === code ? null : code }, "push"),
    [address],
  );
  const turned = marks.filter((mark) => mark.day === slider.day);

  if (refusal && !frames) return <Refused refusal={refusal} again={again} />;
  if (frames && frames.lines.length === 0) return <EmptyRegistry />;
  const here = statuses.map((one) => counts?.get(one)?.[slider.stop] ?? 0);
  const before = statuses.map((one) => counts?.get(one)?.[slider.stop - 1] ?? 0);
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  const text = words.overview.stopText(slider.day, here[0] ?? 0, sum(here), turned);
  return (
    <Page title={words.overview.title} className="overview" hideTitle>
      <Headline
        day={slider.day}
        without={here[0] ?? 0}
        active={sum(here)}
        turned={turned}
        by={by}
        known={!!frames}
      />
      <div className="overview-map">
        <RouteMap
          name={words.map.name(slider.day)}
          counts={routes}
          most={most}
          near={address.get("view") === "europe"}
          origin={origin}
          destination={destination}
          choose={choose}
        >
          <Controls />
        </RouteMap>
      </div>
      <aside className="overview-side">
        <Counts
          here={here}
          before={before}
          status={status}
          beforeDay={frames?.days[slider.stop - 1]}
          by={by}
          day={slider.day}
        />
        <Deadlines of={deadlines} />
        <NewsCard />
      </aside>
      <div className="overview-time" ref={time}>
        {frames && counts ? (
          <Timeline
            frames={frames}
            counts={counts}
            marks={marks}
            stop={slider.stop}
            day={slider.chosen}
            status={status}
            text={text}
            today={today()}
            width={width}
            move={slider.move}
            go={slider.go}
          />
        ) : (
          <div className="timeline-place" />
        )}
        {frames && counts && (
          <TimeButtons
            slider={slider}
            frames={frames}
            days={turns.map((mark) => mark.day)}
            most={mostOf(counts, frames.days.length)}
          />
        )}
      </div>
      <RouteTable counts={routes} day={slider.day} />
    </Page>
  );
}

function narrowingOf(address: { get: (name: string) => string }): Narrowing {
  return {
    origin: address.get("origin"),
    destination: address.get("destination"),
    status: address.get("status"),
  };
}

/** The routes of every sixth stop: enough to know how heavy they become. */
function everySixth(frames: Frames) {
  const everything = { origin: "", destination: "", status: "" };
  return frames.days.flatMap((_, stop) => (stop % 6 === 0 ? [routesAt(frames, stop, everything)] : []));
}
