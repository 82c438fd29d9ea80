import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";

/** What an unknown path shows; the server sends it with status 404. */
export function NotFound() {
  const { words } = useLanguage();
  return (
    <Page title={words.notFound.title}>
      <p>{words.notFound.words}</p>
      <p>
        <Link href="/">{words.refused.home}</Link>
      </p>
    </Page>
  );
}
