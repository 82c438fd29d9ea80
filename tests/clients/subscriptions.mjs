// Subscribes with a client that people use and prints each event as a line of JSON,
// until so many have come. What refuses it, it prints as a last line: {"refused": …}.
// Usage: subscriptions.mjs CLIENT URL TOKEN EVENTS QUERY
import { cacheExchange, createClient as createUrql, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient as createSSE } from "graphql-sse";
import { createClient as createWS } from "graphql-ws";
import WebSocket from "ws";

const [client, url, token, events, query] = process.argv.slice(2);
const authorization = `Bearer ${token}`;
let left = Number(events);
const tell = (value) => console.log(JSON.stringify(value));
const refuse = (cause) => {
  const codes = Array.isArray(cause) && cause.map((e) => e.extensions?.code).join();
  tell({ refused: codes || cause?.code || cause?.response?.status || String(cause) });
  process.exit(0);
};

/** What graphql-sse and graphql-ws have in common. */
function subscribe(to, payload) {
  const dispose = to.subscribe(payload, {
    next(result) {
      if (result.errors) refuse(result.errors);
      tell(result.data);
      if (--left === 0) dispose();
    },
    error: refuse,
    complete: () => process.exit(0),
  });
}

function sse() {
  return createSSE({ url: `${url}/graphql`, headers: { authorization }, retryAttempts: 0 });
}

function ws() {
  return createWS({
    url: `${url.replace("http", "ws")}/graphql/socket`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
}

/** urql asks over fetch and has graphql-ws subscribe. */
async function urql() {
  const socket = ws();
  const asking = createUrql({
    url: `${url}/graphql`,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization } },
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? "" }, sink) }),
        }),
      }),
    ],
  });
  const { data, error } = await asking.query("{ viewer { role } }", {}).toPromise();
  if (error) refuse(error.graphQLErrors);
  tell(data);
  const { unsubscribe } = asking.subscription(query, {}).subscribe((result) => {
    if (result.error) refuse(result.error.graphQLErrors);
    tell(result.data);
    if (--left === 0) {
      unsubscribe();
      process.exit(0);
    }
  });
}

switch (client) {
  case "graphql-sse":
    subscribe(sse(), { query });
    break;
  case "graphql-ws":
    subscribe(ws(), { query });
    break;
  case "urql":
    await urql();
}
