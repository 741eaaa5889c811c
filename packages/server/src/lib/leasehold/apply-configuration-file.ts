import { parseConfiguration } from "@leasehold/authority/configuration";
import { invalidValue } from "../api/api-error.ts";
import { defineOperation, type Operation } from "../api/operation.ts";
import { agentOf } from "./agent.ts";
import { applyDeclaredConfiguration } from "./apply-configuration.ts";
import type { LeaseholdContext } from "./operations.ts";
import { allowAdministrator } from "./project-access.ts";
import { declarationError, readDeclaration } from "./read-declaration.ts";

interface ConfigurationFileBody {
  yaml: string;
  files?: Map<string, string>;
}

/** Makes the service as a leasehold.yaml declares it. */
export function applyConfigurationFile(context: LeaseholdContext): Operation {
  return defineOperation<object, ConfigurationFileBody>({
    allow: allowAdministrator,
    async run({ caller, body }) {
      const readFile = (path: string): string => fileOf(body, path);
      const configuration = readDeclaration(() =>
        parseConfiguration({ yaml: body.yaml, readFile }),
      );
      try {
        const agent = agentOf(caller);
        const changes = await applyDeclaredConfiguration(context, configuration, agent);
        return { changes: changes.length === 0 ? undefined : changes };
      } catch (error) {
        throw declarationError(error);
      }
    },
  });
}

function fileOf({ files }: ConfigurationFileBody, path: string): string {
  const text = files?.get(path);
  if (text !== undefined) return text;
  throw invalidValue(`The file ${path} is named in the YAML: send its text in the field files.`);
}
