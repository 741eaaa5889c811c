import { readFileSync } from "node:fs";
import { Command } from "commander";
import { adminCommand } from "./admin/admin-command.ts";
import type { AdminBranch } from "./admin/admin-branch.ts";
import { adminBranches, moreCommands } from "./admin/admin-commands.ts";
import { apiCommand } from "./commands/api.ts";
import { applyCommand } from "./commands/apply.ts";
import { completeCommand } from "./commands/complete.ts";
import { completionCommand } from "./commands/completion.ts";
import { generateCommand } from "./commands/generate.ts";
import { initCommand } from "./commands/init.ts";
import { loginCommand } from "./commands/login.ts";
import { logoutCommand } from "./commands/logout.ts";
import { queuesApplyCommand } from "./commands/queues/apply.ts";
import { queuesDeleteCommand } from "./commands/queues/delete.ts";
import { queuesGetCommand } from "./commands/queues/get.ts";
import { queuesListCommand } from "./commands/queues/list.ts";
import { queuesPauseCommand } from "./commands/queues/pause.ts";
import { queuesPurgeCommand } from "./commands/queues/purge.ts";
import { queuesResumeCommand } from "./commands/queues/resume.ts";
import { serveCommand } from "./commands/serve.ts";
import { tasksDeleteCommand } from "./commands/tasks/delete.ts";
import { tasksGetCommand } from "./commands/tasks/get.ts";
import { tasksInsertCommand } from "./commands/tasks/insert.ts";
import { tasksLeaseCommand } from "./commands/tasks/lease.ts";
import { tasksListCommand } from "./commands/tasks/list.ts";
import { tasksPatchCommand } from "./commands/tasks/patch.ts";
import { tasksReleaseCommand } from "./commands/tasks/release.ts";
import { tasksUpdateCommand } from "./commands/tasks/update.ts";
import { tokenCommand } from "./commands/token.ts";
import { whoamiCommand } from "./commands/whoami.ts";
import { workerCommand } from "./commands/worker.ts";
import { addExamples } from "./examples.ts";
import type { Host } from "./host.ts";
import { addConnectionFlags } from "./settings.ts";

interface Branch {
  name: string;
  about: string;
  commands: ((host: Host) => Command)[];
}

const local = [serveCommand, initCommand];
const remote = [applyCommand];
const account = [loginCommand, logoutCommand, whoamiCommand, tokenCommand];
const branches: Branch[] = [
  {
    name: "queues",
    about: "see and change a project's queues",
    commands: [
      queuesListCommand,
      queuesGetCommand,
      queuesApplyCommand,
      queuesPurgeCommand,
      queuesPauseCommand,
      queuesResumeCommand,
      queuesDeleteCommand,
    ],
  },
  {
    name: "tasks",
    about: "put tasks in a queue, lease them, delete them",
    commands: [
      tasksInsertCommand,
      tasksListCommand,
      tasksGetCommand,
      tasksLeaseCommand,
      tasksUpdateCommand,
      tasksPatchCommand,
      tasksReleaseCommand,
      tasksDeleteCommand,
    ],
  },
];

/** The command line, whole. */
export function buildProgram(host: Host): Command {
  const program = new Command("leasehold")
    .description("Durable pull queues over HTTP: the server and the command line.")
    .version(ownVersion(), "-V, --version", "print the version")
    .configureHelp({ showGlobalOptions: true });
  addConnectionFlags(program);
  program.commandsGroup("The server:");
  for (const make of [...local, ...remote]) program.addCommand(make(host));
  program.commandsGroup("Your sign-in:");
  for (const make of account) program.addCommand(make(host));
  program.commandsGroup("Queues and tasks:");
  for (const branch of branches) program.addCommand(buildBranch(host, branch));
  program.addCommand(workerCommand(host));
  program.commandsGroup("Projects, applications and people:");
  for (const branch of adminBranches) program.addCommand(buildAdminBranch(host, branch));
  program.commandsGroup("Any API:");
  program.addCommand(apiCommand(host));
  program.addCommand(generateCommand(host));
  program.commandsGroup("Your shell:");
  program.addCommand(completionCommand(host));
  program.addCommand(completeCommand(host), { hidden: true });
  addExamples(program, [
    "leasehold init && leasehold serve --config leasehold.yaml",
    "leasehold login",
    "leasehold tasks insert images --payload 'resize 1.jpg' --tag resize",
    "leasehold tasks lease images --lease-secs 60",
  ]);
  addExitCodes(program);
  settle(program);
  for (const command of program.commands) {
    if (withoutServer.has(command.name())) hideConnectionFlags(command);
  }
  return program;
}

/** These talk to no server: which one, and as whom, is none of their flags. */
const withoutServer = new Set(["serve", "init", "generate", "completion"]);

function hideConnectionFlags(command: Command): void {
  command.configureHelp({ showGlobalOptions: false });
  for (const child of command.commands) hideConnectionFlags(child);
}

function buildBranch(host: Host, { name, about, commands }: Branch): Command {
  const branch = new Command(name).description(about);
  for (const make of commands) branch.addCommand(make(host));
  for (const row of moreCommands[name] ?? []) branch.addCommand(adminCommand(host, name, row));
  return branch;
}

function buildAdminBranch(host: Host, { name, about, commands }: AdminBranch): Command {
  const branch = new Command(name).description(about);
  for (const row of commands) branch.addCommand(adminCommand(host, name, row));
  return branch;
}

// package.json lies two folders up from the sources and from what is built of them.
function ownVersion(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return JSON.parse(manifest).version;
}

function addExitCodes(program: Command): void {
  program.addHelpText(
    "after",
    "\nExit codes: 0 ok, 1 failed, 2 usage, 3 sign in, 4 forbidden, 5 not found.",
  );
}

// Commands that were added whole do not inherit these.
function settle(command: Command): void {
  command.exitOverride();
  command.helpOption("-h, --help", "print this help");
  command.helpCommand(false);
  command.showHelpAfterError("(--help says what there is)");
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    settle(child);
  }
}
