// Every page of the page, as the tests and the pictures visit them.
export const pages = {
  overview: "/?on=2020-07-16",
  flags: "/flags?on=2020-07-16&mend=ASSESS",
  flow: "/flows/f-ott-chatwave?on=2020-12-01",
  dpa: "/dpa?q=nordw",
  "what-if": "/what-if?change=invalidate~eu-us-dpf~2026-12-01",
  deadlines: "/deadlines?from=2020-01-01&through=2022-12-31",
  import: "/import",
  law: "/law?on=2020-07-16",
  instrument: "/law/eu-us-privacy-shield?on=2020-07-15",
  tokens: "/tokens",
  log: "/log",
  organization: "/organizations/relay-us?on=2026-11-01",
  agreement: "/agreements/dpa-gracht",
  certification: "/certifications/cert-relay-dpf",
  "not-found": "/nowhere",
};
