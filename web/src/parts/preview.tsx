import { useEffect, useRef, useState } from "react";
import { unasked } from "../graphql/client";
import { useLanguage } from "../language/language";
import { onDay } from "../shell/address";
import { alike, type Effect, type Effects, effectsIn, movedIn } from "./effect";
import { StatusWord } from "./status";
import "./preview.css";

/** How long nothing is typed before a form is run dry, in milliseconds. */
const pause = 350;

interface Props {
  /** What would be sent: it is run dry anew when this changes; nothing is while it is empty. */
  of: string;
  dryRun: (signal: AbortSignal) => Promise<unknown>;
}

/** What saving a form would do to the verdicts, told while it is filled in; what is refused is told when it is sent. */
export function Preview({ of, dryRun }: Props) {
  const { words } = useLanguage();
  const [told, setTold] = useState<{ of: string; effects: Effects | undefined }>();
  const run = useRef(dryRun);
  run.current = dryRun;
  useEffect(() => {
    if (!of) return;
    const control = new AbortController();
    unasked.add(control.signal);
    const tell = (effects?: Effects) => {
      if (!control.signal.aborted) setTold({ of, effects });
    };
    const timer = setTimeout(
      () =>
        run.current(control.signal).then(
          (answer) => tell(effectsIn(answer)),
          () => tell(),
        ),
      pause,
    );
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [of]);
  const effects = of ? told?.effects : undefined;
  return (
    <div className={effects && told?.of !== of ? "preview stale" : "preview"}>
      <div role="status">
        {effects && (
          <>
            <p className="small quiet">{words.preview.title}</p>
            <p>
              {words.preview.on(effects.now.asOf)} <strong>{words.preview.said(effects.now)}</strong>
            </p>
            {!alike(effects.now, effects.later) && (
              <p>
                {words.preview.on(effects.later.asOf)} <strong>{words.preview.said(effects.later)}</strong>
              </p>
            )}
          </>
        )}
      </div>
      {effects && <Which of={movedIn(effects.now) > 0 ? effects.now : effects.later} />}
    </div>
  );
}

/** The first flows whose verdict would be another one. They open beside the form, which stays as it is. */
function Which({ of }: { of: Effect }) {
  const { words } = useLanguage();
  const moved = movedIn(of);
  if (moved === 0) return null;
  return (
    <details>
      <summary>{words.preview.which(moved)}</summary>
      <ul>
        {of.flows.map(({ flow, before, after }) => (
          <li key={flow.externalId}>
            <a
              href={onDay(`/flows/${encodeURIComponent(flow.externalId)}`, of.asOf)}
              target="_blank"
              rel="noopener"
            >
              {flow.name}
            </a>
            <span className="preview-move">
              <StatusWord status={before} />
              <span aria-hidden="true">→</span>
              <span className="unseen">{words.preview.becomes}</span>
              <StatusWord status={after} />
            </span>
          </li>
        ))}
      </ul>
      {moved > of.flows.length && <p className="small quiet">{words.general.of(of.flows.length, moved)}</p>}
    </details>
  );
}
