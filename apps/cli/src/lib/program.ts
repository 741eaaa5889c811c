import { readFileSync } from "node:fs";
import { Command, Help, type Option } from "commander";
import { type AdminBranch, type AdminCommand, adminCommand } from "./admin/admin-command.ts";
import { applicationBranches } from "./admin/application-branches.ts";
import { peopleBranches } from "./admin/people-branches.ts";
import { projectBranches } from "./admin/project-branches.ts";
import { moveCommand, queueCommands } from "./admin/queue-commands.ts";
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

/** Makes one command. */
type Make = (host: Host) => Command;

const server: Make[] = [serveCommand, initCommand, applyCommand];
const account: Make[] = [loginCommand, logoutCommand, whoamiCommand, tokenCommand];
const queues: Make[] = [
  queuesListCommand,
  queuesGetCommand,
  ofQueues(queueCommands.statistics),
  ofQueues(queueCommands.create),
  ofQueues(queueCommands.patch),
  queuesPauseCommand,
  queuesResumeCommand,
  queuesPurgeCommand,
  queuesDeleteCommand,
  queuesApplyCommand,
  ofQueues(queueCommands.export),
];
const tasks: Make[] = [
  tasksInsertCommand,
  tasksListCommand,
  tasksGetCommand,
  tasksLeaseCommand,
  tasksUpdateCommand,
  tasksPatchCommand,
  tasksReleaseCommand,
  (host) => adminCommand(host, "tasks", moveCommand),
  tasksDeleteCommand,
];

function ofQueues(row: AdminCommand): Make {
  return (host) => adminCommand(host, "queues", row);
}

/** The command line, whole. */
export function buildProgram(host: Host): Command {
  const program = new Command("leasehold")
    .description("Durable pull queues over HTTP: the server and the command line.")
    .version(ownVersion(), "-V, --version", "print the version")
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions: connectionFlagsOf })
    .configureOutput({
      // One voice: what commander complains of begins as our own complaints do.
      outputError: (text, write) => write(text.replace(/^error: /, "leasehold: ")),
    });
  addConnectionFlags(program);
  const addGroup = (heading: string, commands: Command[]): void => {
    program.commandsGroup(heading);
    for (const command of commands) program.addCommand(command);
  };
  const make = (makes: Make[]): Command[] => makes.map((each) => each(host));
  const administer = (branches: readonly AdminBranch[]): Command[] =>
    branches.map((branch) => adminBranch(host, branch));
  addGroup("The server:", make(server));
  addGroup("Your sign-in:", make(account));
  addGroup("Queues and tasks:", [
    branchOf("queues", "see and change a project's queues", make(queues)),
    branchOf("tasks", "put tasks in a queue, lease them, delete them", make(tasks)),
    workerCommand(host),
  ]);
  addGroup("Projects:", administer(projectBranches));
  addGroup("Applications:", administer(applicationBranches));
  addGroup("People:", administer(peopleBranches));
  addGroup("Any API:", make([apiCommand, generateCommand]));
  addGroup("Your shell:", make([completionCommand]));
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

function branchOf(name: string, about: string, commands: Command[]): Command {
  const branch = new Command(name).description(about);
  for (const command of commands) branch.addCommand(command);
  return branch;
}

function adminBranch(host: Host, { name, about, commands }: AdminBranch): Command {
  const made = commands.map((row) => adminCommand(host, name, row));
  return branchOf(name, about, made);
}

// The version is the program's, and is listed once.
function connectionFlagsOf(command: Command): Option[] {
  const help = Object.assign(new Help(), { showGlobalOptions: true });
  return help.visibleGlobalOptions(command).filter(({ long }) => long !== "--version");
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
