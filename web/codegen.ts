import type { CodegenConfig } from "@graphql-codegen/cli";

// Each *.graphql file of src becomes a *.gen.ts file beside it: the text of its
// operations with the types of their variables and answers. A document that
// schema.graphqls does not admit fails the build here, a field that a page reads
// and nobody asked for in tsc.
const config: CodegenConfig = {
  schema: "../schema.graphqls",
  documents: "src/**/*.graphql",
  generates: {
    "src/graphql/schema.gen.ts": {
      plugins: ["typescript"],
    },
    "src/": {
      preset: "near-operation-file",
      presetConfig: { baseTypesPath: "graphql/schema.gen.ts", extension: ".gen.ts" },
      plugins: ["typescript-operations", "typed-document-node"],
    },
  },
  config: {
    enumsAsTypes: true,
    documentMode: "string",
    scalars: { Date: "string", DateTime: "string", ID: "string" },
    useTypeImports: true,
    skipTypename: true,
    avoidOptionals: { field: true, inputValue: false, object: true, defaultValue: false },
    documentVariableSuffix: "",
    operationResultSuffix: "Answer",
  },
};

export default config;
