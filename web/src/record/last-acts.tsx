import type { RecordKind } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import type { Act } from "./acts";
import { RemoveForm } from "./remove-form";
import { TakeBackForm } from "./take-back-form";
import type { Seen } from "./use-entity-form";

/** What may be done to a record of any kind, after what its own kind allows: who removes it comes to the list. */
export function useLastActs() {
  const { words } = useLanguage();
  const { go } = useAddress();
  return (kind: RecordKind, of: Seen, list: string): (Act | false)[] => [
    of.version > 1 && {
      name: words.undo.button,
      form: (close) => <TakeBackForm kind={kind} of={of} done={close} />,
    },
    {
      name: words.evidence.remove,
      form: () => <RemoveForm kind={kind} of={of} done={() => go(list)} />,
    },
  ];
}
