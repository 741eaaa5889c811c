import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "**/dist/**"];
const patientMs = { testTimeout: 180_000, hookTimeout: 120_000 };

// unit: one package at a time. end-to-end: the whole service with its real peers. console: the pages, in a browser.
export default defineConfig({
  test: {
    // Vitest would leave a core free: half of a machine with two. Many tests wait for what they started.
    maxWorkers: "100%",
    globalSetup: [
      "packages/testing/src/compile-cache.ts",
      "packages/testing/src/direct-connections.ts",
    ],
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{packages,packages/clients,apps}/*/test/**/*.test.ts",
            "discovery/test/*.test.ts",
          ],
          exclude: [...exclude, "**/*.e2e.test.ts", "apps/console/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "end-to-end",
          include: ["{packages,apps}/*/test/**/*.e2e.test.ts"],
          exclude: [...exclude, "apps/console/**"],
          ...patientMs,
        },
      },
      {
        test: {
          name: "console",
          include: ["apps/console/test/**/*.test.ts"],
          exclude,
          globalSetup: "apps/console/test/support/build-console.ts",
          ...patientMs,
        },
      },
    ],
  },
});
