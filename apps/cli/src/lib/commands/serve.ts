import { Command, Option } from "commander";
import { CliError } from "../cli-error.ts";
import { consoleFolder } from "../console-folder.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { humanLogLine } from "../human-log.ts";
import { parsePort, type ServeFlags, type StartOptions, startOptions } from "../start-options.ts";
import { firstStopSignal } from "../stop-signals.ts";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

export function serveCommand(host: Host): Command {
  const command = new Command("serve")
    .description("run the server; everything is kept in one folder")
    .option("--host <address>", "where to listen (HOST; default 127.0.0.1)")
    .addOption(
      new Option(
        "--port <number>",
        "port to listen on, 0 for any that is free (PORT; default 8085)",
      ).argParser(parsePort),
    )
    .option(
      "--data <folder>",
      "where everything is kept (LEASEHOLD_DATA; default ./leasehold-data)",
    )
    .option(
      "--public-url <url...>",
      "address that users reach it by; needed beyond loopback (LEASEHOLD_PUBLIC_URL)",
    )
    .option(
      "--trust-proxy [address...]",
      "believe the X-Forwarded headers of these proxies (addresses or CIDR blocks), or of any",
    )
    .addOption(new Option("--log-level <level>", "what to log").choices(logLevels).default("info"))
    .option(
      "--key-file <file>",
      "key that encrypts what must be read back, made when there is none (LEASEHOLD_KEY_FILE; default key in the data folder)",
    )
    .option("--config <file>", "a leasehold.yaml to apply at start")
    .action((flags: ServeFlags) => serve(host, flags));
  return addExamples(command, [
    "leasehold serve",
    "leasehold serve --config leasehold.yaml --port 9000 --data ./d",
    "leasehold serve --host 0.0.0.0 --public-url https://queues.example.com --trust-proxy",
  ]);
}

async function serve(host: Host, flags: ServeFlags): Promise<void> {
  // Before anything is made: whoever stops us while it starts must not leave half of it.
  const stopSignal = firstStopSignal();
  const options = await startOptions(host.env, flags);
  const { startLeasehold } = await import("@leasehold/server");
  const log = host.logsToTerminal ? { logDestination: humanLog(host) } : {};
  const pages = consoleFolder();
  const running = await startLeasehold({
    ...options,
    ...log,
    ...(pages && { consoleFolder: pages }),
  }).catch((error: unknown) => {
    throw explainStart(error, options);
  });
  host.print(greeting({ ...running, hasConsole: pages !== undefined }));
  await stopSignal;
  await running.close();
}

function humanLog(host: Host): NonNullable<StartOptions["logDestination"]> {
  return { write: (line) => host.tell(humanLogLine(line.trimEnd())) };
}

function greeting(running: { url: string; setupUrl?: string; hasConsole: boolean }): string {
  const at = running.url === "http://127.0.0.1:8085" ? "" : ` --base-url ${running.url}`;
  const setup =
    running.setupUrl === undefined
      ? []
      : ["", `First, make the administrator's account: ${running.setupUrl}`];
  return [
    `Leasehold is at ${running.url}`,
    ...(running.hasConsole ? [`The console is at ${running.url}/console/`] : []),
    ...setup,
    "",
    "Then, in another terminal:",
    `  npx leasehold login${at}`,
    "  npx leasehold queues create images",
    "  npx leasehold tasks insert images --payload hello",
  ].join("\n");
}

function explainStart(error: unknown, options: StartOptions): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const place = `${options.host}:${options.port}`;
  switch (code) {
    case "EADDRINUSE":
      return new CliError(
        exitCodes.failed,
        `${place} is taken: stop what listens there, or choose another port by --port.`,
        error,
      );
    case "EACCES":
      return new CliError(
        exitCodes.failed,
        `Not allowed to use ${place} or ${options.dataFolder}: choose others by --port and --data.`,
        error,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new CliError(
        exitCodes.failed,
        `${options.host} is no address of this machine: choose another by --host.`,
        error,
      );
    default:
      return error;
  }
}
