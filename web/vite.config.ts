import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// TACITUS_URL: where `tacitus serve` listens, for `npm run dev` with the API of a running server.
const served = process.env["TACITUS_URL"];

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/tacitus/server/app",
    emptyOutDir: true,
    target: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0, // the policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  ...(served ? { server: { proxy: { "/api": served } } } : {}),
  ...(process.env["VITEST"] ? { resolve: { conditions: ["browser"] } } : {}),
  test: { include: ["tests/**/*.test.ts"], environment: "jsdom" },
});
