import { ask } from "../graphql/client";
import type { EndedReason } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { ChoiceField } from "../parts/inputs";
import { EndCertification } from "./certification-commands.gen";
import { EndForm } from "./end-form";
import type { Seen } from "./use-entity-form";

const ways: EndedReason[] = ["WITHDRAWN", "LAPSED", "REMOVED"];

/** Says when a certification ended, and how. */
export function EndCertificationForm({ of, done }: { of: Seen; done: () => void }) {
  const { words } = useLanguage();
  return (
    <EndForm
      of={of}
      field="endedOn"
      label={words.evidence.endedOn}
      action={words.evidence.end}
      more={{ endedReason: "" as EndedReason | "" }}
      further={(form) => (
        <ChoiceField
          form={form}
          name="endedReason"
          label={words.evidence.how}
          of={ways}
          called={(way) => words.certification.how[way as EndedReason]}
        />
      )}
      furtherFields={["endedReason"]}
      send={({ day, endedReason, reason }, { as, opened, signal }) =>
        ask(
          EndCertification,
          {
            id: of.externalId,
            day,
            how: endedReason || null,
            version: opened.version,
            reason,
            ...as,
          },
          signal,
        )
      }
      done={done}
    />
  );
}
