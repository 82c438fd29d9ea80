import { type ComponentType, lazy } from "react";
import { Refusal, send } from "../graphql/client";
import { Refused } from "../parts/refused";

/** A page whose code comes when it is opened first. Where it does not come, that is told in its place. */
export const page = (load: () => Promise<{ default: ComponentType }>) =>
  lazy(() => load().catch(() => ({ default: NotLoaded })));

const gone = new Refusal([]);

/** What stands in the place of a page whose code did not come; it is all loaded anew once the server answers. */
function NotLoaded() {
  const again = () =>
    send(location.pathname, { method: "HEAD" }).then(
      () => location.reload(),
      () => {}, // it still stands there that the server cannot be reached
    );
  return <Refused refusal={gone} again={() => void again()} />;
}
