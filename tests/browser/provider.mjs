// A server at which people sign in at the OpenID provider of the tests, and that provider.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root, serve } from "./harness.mjs";

const go = (...args) => execFileSync("go", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });

/** Serves the sample registry to people of a provider, whose groups revision and sellers are AUDITOR and SALES. */
export async function serveWithProvider() {
  const folder = mkdtempSync(join(tmpdir(), "safeconduct-provider-"));
  const data = join(folder, "data");
  const [sample, listen] = await Promise.all([serve({ folder: data }), freeAddress()]);
  await sample.halt();
  const provider = await provide(folder, `http://${listen}/sign-in/callback`);
  writeFileSync(join(folder, "secret"), "a secret of both\n");
  const roles = ["AUDITOR=revision", "SALES=sellers"].flatMap((role) => ["--oidc-role", role]);
  const server = await serve({
    command: "serve",
    folder: data,
    program: impatient(folder),
    listen,
    flags: ["--oidc-issuer", provider.url, "--oidc-client", "safeconduct", "--oidc-secret-file", join(folder, "secret"), ...roles],
  });
  server.provider = provider.url;
  const stop = server.stop;
  server.stop = async () => {
    await Promise.all([stop(), provider.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { server, provider };
}

/** The program, with the one difference that it asks the provider again at every request, and not after 45 seconds: a test of signin has the clock for those. */
function impatient(folder) {
  const source = join(root, "graph/signin/again.go");
  const patient = readFileSync(source, "utf8");
  const hasty = patient.replace(/askedEvery( *)= 45 \* time.Second/, "askedEvery$1= 0 * time.Second");
  if (hasty === patient) throw new Error(`${source} does not say how often the provider is asked`);
  mkdirSync(join(folder, "hasty"));
  writeFileSync(join(folder, "hasty/again.go"), hasty);
  writeFileSync(join(folder, "overlay.json"), JSON.stringify({ Replace: { [source]: join(folder, "hasty/again.go") } }));
  const program = join(folder, "safeconduct");
  go("build", "-overlay", join(folder, "overlay.json"), "-o", program, "./cmd/safeconduct");
  return program;
}

/** Starts the provider, which ends with its standard input. */
async function provide(folder, callback) {
  go("build", "-o", join(folder, "provider"), "./tests/provider/serve");
  const program = spawn(join(folder, "provider"), [callback], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => program.once("exit", resolve));
  const answers = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const said = async () => (await answers.next()).value;
  const told = (line) => {
    program.stdin.write(`${line}\n`);
    return said();
  };
  return {
    url: await said(),
    /** In which groups the person is from now on. */
    groups: (...names) => told(["groups", ...names].join(" ")),
    /** Tells a server that the person was signed out; the status of its answer. */
    signOut: (server) => told(`sign-out ${server.url}/sign-out/oidc`),
    stop: async () => {
      program.stdin.end();
      await ended;
    },
  };
}

/** An address that nobody listens on. */
const freeAddress = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(`127.0.0.1:${port}`));
    });
  });
