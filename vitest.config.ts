import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "**/dist/**"];

// unit: one package at a time. end-to-end: the whole service with its real peers.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{packages,packages/clients,apps}/*/test/**/*.test.ts",
            "discovery/test/*.test.ts",
          ],
          exclude: [...exclude, "**/*.e2e.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "end-to-end",
          include: ["{packages,apps}/*/test/**/*.e2e.test.ts"],
          exclude,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
