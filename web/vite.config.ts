import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist/app",
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000, // the explorer's editor, which its page alone loads
    license: { fileName: "licenses.md" },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The explorer's modules say "use no memo" to a compiler that is not at work here.
      onLog: (level, log, tell) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") tell(level, log);
      },
    },
  },
  server: {
    proxy: {
      "/graphql": "http://127.0.0.1:8080",
      "/documents": "http://127.0.0.1:8080",
      "/export": "http://127.0.0.1:8080",
    },
  },
});
