import { useEffect, useRef, useState } from "react";
import { unasked } from "../graphql/client";
import { useLanguage } from "../language/language";
import { type Effects, effectsIn } from "./effect";
import { EffectsTold } from "./effects-told";

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
      <EffectsTold of={effects} title={words.preview.title} />
    </div>
  );
}
