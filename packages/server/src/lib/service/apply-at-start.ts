import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfiguration } from "@leasehold/authority/configuration";
import { applyDeclaredConfiguration } from "../leasehold/apply-configuration.ts";
import type { LeaseholdContext } from "../leasehold/operations.ts";

/** A leasehold.yaml and the folder that the paths in it are relative to. */
export interface StartConfiguration {
  yaml: string;
  folder: string;
}

/** Applies a configuration; gives what changed, in words. */
export function applyAtStart(
  context: Pick<LeaseholdContext, "authority" | "queues">,
  { yaml, folder }: StartConfiguration,
): Promise<string[]> {
  const readFile = (path: string): string => readFileSync(join(folder, path), "utf8");
  const configuration = parseConfiguration({ yaml, readFile });
  return applyDeclaredConfiguration(context, configuration, { actor: "configuration" });
}
