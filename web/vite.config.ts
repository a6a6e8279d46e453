import { defineConfig } from "vite";

// The page goes into the Python package, which serves it; nothing is loaded from anywhere else.
export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../src/dateline/serve/page",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 2500,
    assetsInlineLimit: 0,
  },
});
