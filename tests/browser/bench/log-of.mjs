// Answers as a server with a long log gives them, between the page and this one: a table
// is measured by its rows, and to write so many commits would take longer than all else.

/** Answers questions for pages of the log with so many made-up entries. */
export const longLog = (page, entries) =>
  page.route("**/graphql", (route) => {
    const { query, variables } = route.request().postDataJSON();
    if (!query.includes("query LogPage")) return route.continue();
    const from = Number(variables.after ?? 0);
    const through = Math.min(entries, from + 1000);
    const nodes = Array.from({ length: through - from }, (_, i) => entry(from + i + 1));
    const pageInfo = { hasNextPage: through < entries, endCursor: `${through}` };
    return route.fulfill({ json: { data: { log: { totalCount: entries, pageInfo, nodes } } } });
  });

const entry = (commit) => ({
  commit,
  at: new Date(1.7e12 + 60_000 * commit).toISOString(),
  actor: `link:${["anna", "ben", "carla"][commit % 3]}`,
  verb: ["recordAgreement", "amendFlow", "import"][commit % 3],
  reason: commit % 4 ? "" : `why number ${commit} was written, in some words`,
  changes: 1 + (commit % 3),
  records: [{ kind: "flow", id: `id-${commit}`, externalId: `f-${commit}` }],
});
