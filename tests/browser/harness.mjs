// What every journey needs: the program serving the sample registry, and a browser
// in which nothing may fail unseen and nothing may leave the machine.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before } from "node:test";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const web = createRequire(join(root, "web/package.json"));
const { chromium } = web("playwright-core");
export const axe = web("axe-core").source;

/** How long anything may take before a test fails, in milliseconds. */
export const patience = 30_000;

/** The server and the browser of a file of tests, once it has said that it wants them. */
export let server;
export let browser;

/** Has all tests of a file ask one server, by one browser. */
export function together() {
  before(async () => {
    [server, browser] = await Promise.all([serve(), launch()]);
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });
}

/** Serves the sample registry in a folder of its own, on a free port; or what is in a folder, made where there is none. Nobody is signed in at a server at which people sign in at a provider. */
export async function serve({
  command = "demo",
  folder = "",
  program = join(root, "bin/safeconduct"),
  listen = "127.0.0.1:0",
  flags = [],
} = {}) {
  const data = folder || mkdtempSync(join(tmpdir(), "safeconduct-page-"));
  const server = { data, url: "", cookie: undefined, contexts: [], stop: () => {} };
  const start = async (listen) => {
    const running = spawn(program, [command, "--data", data, "--listen", listen, ...flags], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = new Promise((resolve) => running.once("exit", resolve));
    server.halt = async () => {
      running.kill("SIGTERM");
      await ended;
    };
    const [url, link] = await new Promise((resolve, reject) => {
      let said = "";
      running.stdout.on("data", (more) => {
        said += more;
        const lines = said.split("\n");
        if (lines.length > 2) resolve(lines);
      });
      running.once("error", reject);
      setTimeout(() => reject(new Error("the server did not start")), patience).unref();
    });
    server.url = url;
    if (!link.includes("#sign-in=")) return;
    server.cookie = await signIn(url, link);
    for (const context of server.contexts) await context.addCookies([server.cookie]);
  };
  await start(listen);
  server.restart = async () => {
    await server.halt();
    await start(new URL(server.url).host);
  };
  server.stop = async () => {
    await server.halt();
    if (!folder) rmSync(data, { recursive: true, force: true });
  };
  return server;
}

/** Signs in with a link, once for all readers of the server: the cookie of the session. */
async function signIn(url, link) {
  const response = await fetch(`${url}/sign-in`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Safeconduct-Client": "test" },
    body: JSON.stringify({ link: link.split("#sign-in=")[1] }),
  });
  if (!response.ok) throw new Error(`the link signs nobody in: ${response.status}`);
  const [name, value] = response.headers.getSetCookie()[0].split(";")[0].split("=");
  return { name, value, url };
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--force-color-profile=srgb"],
  });

/** A reader with a browser of their own; what goes wrong on their pages is in faults. */
export async function reader(browser, server, options = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: "en-GB",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(patience);
  if (server.cookie) await context.addCookies([server.cookie]);
  server.contexts.push(context);
  context.on("close", () => server.contexts.splice(server.contexts.indexOf(context), 1));
  const faults = [];
  const watch = (page) => {
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      // The browser tells of every status that is no success; the page says what it means.
      const expected = /Failed to load resource/.test(message.text());
      if (message.type() === "error" && !expected) faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on("request", (request) => {
      const to = new URL(request.url());
      const known = [server.url, server.provider].includes(to.origin);
      if (!["data:", "blob:"].includes(to.protocol) && !known) faults.push(`left the machine: ${to}`);
    });
  };
  context.on("page", watch);
  const page = await context.newPage();
  return { context, page, faults };
}

/** A reader of another role: one whose requests carry a token, and who has no session. A
 * limited one sees the flows of some exporters. */
export async function readerAs(browser, server, role, options = {}, exporters = null) {
  const may = `role: ${role}, exporters: ${JSON.stringify(exporters)}`;
  const { createToken } = await ask(server, `mutation { createToken(name: "the reader", ${may}) { secret } }`);
  const given = { ...options, extraHTTPHeaders: { Authorization: `Bearer ${createToken.secret}` } };
  const one = await reader(browser, server, given);
  await one.context.clearCookies();
  return one;
}

/** Asks the server as the page does, in the readers' session. */
export async function ask(server, query, language = "en") {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Safeconduct-Client": "page",
      "Accept-Language": language,
      Cookie: `${server.cookie.name}=${server.cookie.value}`,
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()).data;
}

/** The flows that are active on a day, counted. */
export async function counted(server, day) {
  const { summary } = await ask(server, `{ summary(asOf: "${day}") { activeFlows byStatus { status flows } } }`);
  const of = (status) => summary.byStatus.find((one) => one.status === status)?.flows ?? 0;
  return { active: summary.activeFlows, without: of("NO_VALID_BASIS"), flagged: of("NO_VALID_BASIS") + of("AT_RISK") };
}

/** A number as the page writes it. */
export const written = (n) => n.toLocaleString("en-GB");

/**
 * What axe finds on a page, in words. One thing is left out, which GraphiQL lays out and neither its settings nor
 * a style sheet can change: its tabs are elements of the role tab with buttons in them, one that shows the tab and
 * one that closes it (nested-interactive). Both are reached by keyboard and have names.
 */
export async function accessibility(page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const sets = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await globalThis.axe.run(document, { runOnly: sets });
    for (const one of violations.filter(({ id }) => id === "nested-interactive")) {
      one.nodes = one.nodes.filter(({ target }) => !document.querySelector(target[0]).matches("li.graphiql-tab"));
    }
    return violations;
  });
  return violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary ?? one.help}`),
  );
}

/** By how many pixels a page sticks out of its window. */
export const tooWide = (page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** How many bytes come over the network until a page stands, what is asked over GraphQL aside. */
export async function firstLoad(context, page, path) {
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  let bytes = 0;
  const answers = new Set();
  network.on("Network.responseReceived", ({ requestId, response }) => {
    if (!response.url.endsWith("/graphql")) answers.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (answers.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path);
  await settled(page);
  return bytes;
}

/** Waits until a page shows what it was asked for. */
export async function settled(page) {
  await page.locator("main h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector(".skeleton, .graphiql-spinner") && document.fonts.status === "loaded");
}
