import { dirname } from "node:path";
import type { startLeasehold } from "@leasehold/server";
import { Command, InvalidArgumentError, Option } from "commander";
import { CliError } from "../cli-error.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { humanLogLine } from "../human-log.ts";
import { readText } from "../read-text.ts";
import { firstStopSignal } from "../stop-signals.ts";

type StartOptions = Parameters<typeof startLeasehold>[0];

interface ServeFlags {
  host?: string;
  port?: number;
  data?: string;
  publicUrl?: string[];
  /** Addresses and CIDR blocks; true for any proxy. */
  trustProxy?: string[] | true;
  logLevel: NonNullable<StartOptions["logLevel"]>;
  keyFile?: string;
  config?: string;
}

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
      "key that encrypts what must be read back (LEASEHOLD_KEY_FILE; default key in the data folder)",
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
  refuseDatabaseUrl(host.env);
  const options = await startOptions(host.env, flags);
  const { startLeasehold } = await import("@leasehold/server");
  // Before the start: whoever stops us while it goes on must not leave half of it.
  const stopSignal = firstStopSignal();
  const log = host.logsToTerminal ? { logDestination: humanLog(host) } : {};
  const running = await startLeasehold({ ...options, ...log }).catch((error: unknown) => {
    throw explainStart(error, options);
  });
  host.print(greeting(running));
  await stopSignal;
  await running.close();
}

function humanLog(host: Host): NonNullable<StartOptions["logDestination"]> {
  return { write: (line) => host.tell(humanLogLine(line.trimEnd())) };
}

async function startOptions(env: NodeJS.ProcessEnv, flags: ServeFlags): Promise<StartOptions> {
  const keyFile = flags.keyFile ?? env["LEASEHOLD_KEY_FILE"];
  return {
    host: flags.host ?? (env["HOST"] || "127.0.0.1"),
    port: flags.port ?? portInEnvironment(env),
    dataFolder: flags.data ?? (env["LEASEHOLD_DATA"] || "./leasehold-data"),
    publicUrls:
      flags.publicUrl ?? (env["LEASEHOLD_PUBLIC_URL"] ?? "").split(/[\s,]+/).filter(Boolean),
    trustProxy: flags.trustProxy ?? false,
    logLevel: flags.logLevel,
    ...(keyFile && { keyFile }),
    ...(flags.config !== undefined && {
      configuration: { yaml: await readText(flags.config), folder: dirname(flags.config) },
    }),
  };
}

function greeting(running: { url: string; setupUrl?: string }): string {
  const at = running.url === "http://127.0.0.1:8085" ? "" : ` --base-url ${running.url}`;
  const setup =
    running.setupUrl === undefined
      ? []
      : ["", `First, make the administrator's account: ${running.setupUrl}`];
  return [
    `Leasehold is at ${running.url}`,
    ...setup,
    "",
    "Then, in another terminal:",
    `  leasehold login${at}`,
    "  leasehold queues apply queue.yaml",
    "  leasehold tasks insert QUEUE --payload hello",
  ].join("\n");
}

function refuseDatabaseUrl(env: NodeJS.ProcessEnv): void {
  if (!env["DATABASE_URL"]) return;
  throw new CliError(
    exitCodes.usage,
    "DATABASE_URL is set, and this version keeps everything in its own folder only: unset it, and choose the folder by --data.",
  );
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

function portInEnvironment(env: NodeJS.ProcessEnv): number {
  try {
    return parsePort(env["PORT"] || "8085");
  } catch (cause) {
    throw new CliError(exitCodes.usage, "PORT is no port: set a number from 0 to 65535.", cause);
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError("Give a number from 0 to 65535.");
}
