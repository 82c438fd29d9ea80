/** Operations to begin with: each is what one of the readers asks. */
export const samples = [
  `# Which flows had no valid basis on the day of the judgment, and what would mend most of them?
query Flags {
  flows(filter: { status: NO_VALID_BASIS }, asOf: "2020-07-16", first: 20) {
    totalCount
    nodes {
      externalId
      name
      verdict(asOf: "2020-07-16") { explanation reasons { code citation } }
    }
  }
  remedies(asOf: "2020-07-16", first: 5) { flows status pieces { message } }
}
`,
  `# Does a customer have a signed agreement?
query Dpa {
  customers(search: "nordw") {
    nodes { name dpa { status executedOn agreement { externalId } } }
  }
}
`,
  `# What if the framework falls?
query WhatIf {
  scenario(changes: [{ invalidate: { instrument: "eu-us-dpf", on: "2030-01-01" } }]) {
    impact(asOf: "2030-01-01") { newlyWithoutBasis stillCovered { instrument { name } flows } }
  }
}
`,
];
