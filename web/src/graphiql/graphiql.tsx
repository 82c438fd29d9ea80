import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import { GraphiQL } from "graphiql";
import { ownPage, send } from "../graphql/client";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";
import { samples } from "./samples";
import "./explorer.css";

/** Asks the server as the page does. */
const fetcher = async (params: unknown) => {
  const response = await send("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...ownPage },
    body: JSON.stringify(params),
  });
  return response.json();
};

/** The explorer of the whole API, with operations to begin with. It speaks English only. */
export default function Explorer() {
  const { words } = useLanguage();
  return (
    <Page title={words.palette.explorer} className="explorer" hideTitle>
      <div lang="en">
        <GraphiQL
          fetcher={fetcher}
          forcedTheme={document.documentElement.dataset.theme === "dark" ? "dark" : "light"}
          defaultTabs={samples.map((query) => ({ query }))}
          shouldPersistHeaders={false}
        />
      </div>
    </Page>
  );
}
