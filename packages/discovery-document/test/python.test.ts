import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findProgram } from "@leasehold/testing/programs";
import { describe, expect, test } from "vitest";

const python = findProgram("python3");
const canBuild = python !== undefined && runs("import googleapiclient");

function runs(code: string): boolean {
  try {
    execFileSync(python ?? "", ["-c", code], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Builds Python's client from a document and gives the URL of a call. */
function urlOf(file: string, call: string): string {
  const document = readFileSync(new URL(`../../../discovery/${file}`, import.meta.url), "utf8");
  const code = `import sys
from googleapiclient.discovery import build_from_document
service = build_from_document(sys.stdin.read(), developerKey="k")
print(service.${call}.uri)`;
  return execFileSync(python ?? "", ["-c", code], {
    input: document,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
  }).trim();
}

describe.skipIf(!canBuild)("Python's googleapiclient", () => {
  test.each([
    [
      'tasks().lease(project="s~acme", taskqueue="images", numTasks=1, leaseSecs=60, tag="a b")',
      "s~acme/taskqueues/images/tasks/lease?numTasks=1&leaseSecs=60&tag=a+b&key=k&alt=json",
    ],
    [
      'tasks().update(project="acme", taskqueue="images", task="t", newLeaseSeconds=0, body={})',
      "acme/taskqueues/images/tasks/t?newLeaseSeconds=0&key=k&alt=json",
    ],
    [
      'taskqueues().get(project="acme", taskqueue="images", getStats=True)',
      "acme/taskqueues/images?getStats=true&key=k&alt=json",
    ],
  ])("is built from the Task Queue API: %s", (call, want) => {
    const root = "https://www.googleapis.com/taskqueue/v1beta2/projects/";
    expect(urlOf("taskqueue.v1beta2.json", call)).toBe(root + want);
  });

  test.each([
    ['queues().apply(project="acme", body={})', "projects/acme/queues:apply?key=k&alt=json"],
    ["configuration().apply(body={})", "configuration:apply?key=k&alt=json"],
  ])("is built from the administration API: %s", (call, want) => {
    const root = "http://127.0.0.1:8085/leasehold/v1/";
    expect(urlOf("leasehold.v1.json", call)).toBe(root + want);
  });
});
