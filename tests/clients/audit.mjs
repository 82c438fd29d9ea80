// Audits a server of GraphQL over HTTP by the public suite, and prints a line of JSON
// for each audit. Usage: audit.mjs URL TOKEN
import { auditServer } from "graphql-http";

const [url, token] = process.argv.slice(2);
const fetchFn = (address, init) =>
  fetch(address, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } });
for (const { id, name, status, reason } of await auditServer({ url: `${url}/graphql`, fetchFn })) {
  console.log(JSON.stringify({ name: `${id} ${name}`, status, reason }));
}
