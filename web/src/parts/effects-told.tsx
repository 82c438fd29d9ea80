import { useLanguage } from "../language/language";
import { onDay } from "../shell/address";
import { alike, type Effect, type Effects, movedIn } from "./effect";
import { StatusWord } from "./status";
import "./preview.css";

/** What a change would do to the verdicts, on the day that is looked at and a year later; nothing until it is known. */
export function EffectsTold({ of, title }: { of: Effects | undefined; title: string }) {
  return (
    <>
      <div role="status">
        {of && (
          <>
            <p className="small quiet">{title}</p>
            <Said of={of.now} />
            {!alike(of.now, of.later) && <Said of={of.later} />}
          </>
        )}
      </div>
      {of && <Which of={movedIn(of.now) > 0 ? of.now : of.later} />}
    </>
  );
}

function Said({ of }: { of: Effect }) {
  const { words } = useLanguage();
  return (
    <p>
      {words.preview.on(of.asOf)} <strong>{words.preview.said(of)}</strong>
    </p>
  );
}

/** The first flows whose verdict would be another one. They open beside the page, which stays as it is. */
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
