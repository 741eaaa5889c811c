import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findProgram } from "@leasehold/testing/programs";
import { expect, test } from "vitest";
import { startTestService } from "./support/test-service.ts";

const run = promisify(execFile);
const python = findProgram("python3");
const hasClient =
  python !== undefined &&
  (await run(python, ["-c", "import googleapiclient"]).then(
    () => true,
    () => false,
  ));

test.skipIf(!hasClient)(
  "google-api-python-client, built from the served document, does all eight methods and a batch of 50",
  async () => {
    await using service = await startTestService();
    const script = fileURLToPath(new URL("support/googleapiclient-check.py", import.meta.url));
    const { stdout } = await run(python!, [script, service.url, service.token()]);
    expect(stdout).toBe("ok\n");
  },
);
