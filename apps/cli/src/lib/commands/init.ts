import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { makeFolder } from "../make-folder.ts";
import { starterConfiguration } from "../starter-configuration.ts";

const fileName = "leasehold.yaml";

interface InitFlags {
  email?: string;
  projectId?: string;
}

export function initCommand(host: Host): Command {
  const command = new Command("init")
    .description(`write a ${fileName} to start from: a user, a project, an application, a queue`)
    .argument("[folder]", "where to write it", ".")
    .option("--email <address>", "the administrator's e-mail address")
    .option("--project-id <id>", "id of the first project")
    .action((folder: string, flags: InitFlags) => init(host, folder, flags));
  return addExamples(command, [
    "leasehold init",
    "leasehold init ./service --email ada@example.com --project-id acme",
  ]);
}

async function init(host: Host, folder: string, flags: InitFlags): Promise<void> {
  const email = flags.email ?? (await askFor(host, "Your e-mail address", "admin@example.com"));
  const project = flags.projectId ?? (await askFor(host, "Id of your project", "my-project"));
  checkAnswers({ email, project });
  const secrets = { password: randomSecret(), clientSecret: randomSecret() };
  const path = join(folder, fileName);
  await writeNew(path, starterConfiguration({ email, project, ...secrets }));
  host.print(
    [
      `Wrote ${path}`,
      "",
      `  user      ${email}`,
      `  password  ${secrets.password}`,
      `  secret of the application web-client  ${secrets.clientSecret}`,
      "",
      "They are in the file, which only you can read, and are not shown again.",
      `Next: leasehold serve --config ${path}`,
    ].join("\n"),
  );
}

async function askFor(host: Host, what: string, fallback: string): Promise<string> {
  if (!host.interactive) return fallback;
  const answer = await host.ask(`${what} [${fallback}]: `);
  return answer?.trim() || fallback;
}

function checkAnswers(answers: { email: string; project: string }): void {
  if (!/^[^\s@"\\]+@[^\s@"\\]+$/.test(answers.email)) {
    throw new CliError(exitCodes.usage, `${answers.email} is no e-mail address: give --email.`);
  }
  if (!/^[a-z][a-z0-9-]{0,61}$/.test(answers.project)) {
    throw new CliError(
      exitCodes.usage,
      `${answers.project} is no project id: give --project-id with small letters, digits and hyphens.`,
    );
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    makeFolder(dirname(path));
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    if (existsSync(path)) {
      throw new CliError(
        exitCodes.failed,
        `${path} is there already: move it away, or choose another folder.`,
      );
    }
    throw new CliError(exitCodes.failed, `Cannot write ${path}: check the folder.`, cause);
  }
}

function randomSecret(): string {
  return randomBytes(18).toString("base64url");
}
