// Signs somebody in at an OpenID provider in a browser, and tells of it: one line of JSON
// when they are signed in, and one when the page asks them to sign in again, for which it
// looks when it is sent a line. The Go test that runs it has the provider.
import { once } from "node:events";
import { launch, patience } from "./harness.mjs";

const url = process.argv[2];
const browser = await launch();
try {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB" });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const signIn = page.getByRole("heading", { name: "Please sign in" });
  await page.goto("/flags");
  await signIn.waitFor();
  await page.getByRole("link", { name: "Sign in at your provider" }).click();
  await page.getByLabel("Username").fill("test-user@127.0.0.1");
  await page.getByLabel("Password").fill("verysecure");
  await page.getByRole("button", { name: "Login" }).click();
  await page.waitForURL((at) => at.origin === url && !at.pathname.startsWith("/sign-in"));
  await page.locator("main#content").waitFor();
  const viewer = await page.evaluate(async () => {
    const body = JSON.stringify({ query: "{ viewer { actor role } }" });
    const headers = { "Content-Type": "application/json", "Safeconduct-Client": "page" };
    return (await (await fetch("/graphql", { method: "POST", headers, body })).json()).data.viewer;
  });
  const cookies = (await context.cookies(url)).map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }));
  console.log(JSON.stringify({ viewer, cookies, asked: await signIn.isVisible(), seen: await page.evaluate(() => document.cookie) }));
  await once(process.stdin, "data");
  await page.reload();
  await signIn.waitFor();
  console.log(JSON.stringify({ asked: true }));
} finally {
  await browser.close();
}
process.exit(0);
