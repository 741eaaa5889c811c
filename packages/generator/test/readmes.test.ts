import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile, readmeCode } from "./compile.ts";

const packages = [
  "discovery-document",
  "client-runtime",
  "generator",
  "clients/taskqueue-v1beta2",
  "clients/leasehold-v1",
];

test("the examples of the READMEs compile", () => {
  const examples = packages.map((name) => {
    const url = new URL(`../../${name}/README.md`, import.meta.url);
    return [`src/${name.replace("/", "-")}.ts`, readmeCode(readFileSync(url, "utf8"))] as const;
  });
  expect(examples.filter(([, code]) => code === "")).toEqual([]);
  expect(compile(Object.fromEntries(examples))).toBe("");
});
