import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";
import { homeOf, isLimited } from "./roles";
import { useViewer } from "./viewer";

/** What a page shows to a role that does not have it; nothing was asked of the server. */
export function NotAllowed() {
  const { words, formats } = useLanguage();
  const viewer = useViewer();
  const home = homeOf(viewer);
  return (
    <Page title={words.user.notAllowed}>
      <p>
        {isLimited(viewer)
          ? words.user.notConfined(formats.list(viewer.exporters))
          : words.user.notAllowedWhy(words.user.role[viewer.role])}
      </p>
      <p>
        <Link href={home}>{home === "/" ? words.refused.home : words.user.toSales}</Link>
      </p>
    </Page>
  );
}
