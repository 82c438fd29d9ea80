import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";
import { homeOf } from "./roles";
import { useViewer } from "./viewer";

/** What a page shows to a role that does not have it; nothing was asked of the server. */
export function NotAllowed() {
  const { words } = useLanguage();
  const { role } = useViewer();
  const home = homeOf(role);
  return (
    <Page title={words.user.notAllowed}>
      <p>{words.user.notAllowedWhy(words.user.role[role])}</p>
      <p>
        <Link href={home}>{home === "/" ? words.refused.home : words.user.toSales}</Link>
      </p>
    </Page>
  );
}
