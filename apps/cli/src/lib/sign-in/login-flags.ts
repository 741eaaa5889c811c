import { type Command, Option } from "commander";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import {
  addConsumerFlags,
  checkConsumerFlags,
  type ConsumerFlags,
  wantsConsumer,
} from "../oauth1/consumer-flags.ts";
import { parseScopes } from "../scopes.ts";

/** The flags of `login`. */
export interface LoginFlags extends ConsumerFlags {
  browser: boolean;
  device?: boolean;
  serviceAccount?: string;
  subject?: string;
  client?: string;
  keychain?: boolean;
  migrate?: boolean;
  scopes?: string[];
}

export function addLoginFlags(command: Command): Command {
  command
    .optionsGroup("As a user (OAuth 2.0), in the browser of this machine, or:")
    .option("--no-browser", "in one elsewhere: you type here what it shows at the end")
    .option("--device", "in one elsewhere: you type there a code that is shown here")
    .option("--client <file>", "for your own installed application: its client_secrets.json")
    .option("--migrate", "from this profile's OAuth 1.0, asking nobody (needs --client)")
    .optionsGroup("As a service account (OAuth 2.0):")
    .option("--service-account <file>", "its key file, or the file of an external account")
    .option("--subject <email>", "act as this user of a domain that delegated to it");
  addConsumerFlags(command);
  return command
    .optionsGroup("Options:")
    .addOption(
      new Option("--scopes <list>", "what to ask for, such as taskqueue,email").argParser(
        parseScopes,
      ),
    )
    .option("--keychain", "seal the tokens with a key in this system's keychain");
}

/** Where the user allows it. */
export function wayOf({ device, browser }: LoginFlags): "browser" | "device" | "by hand" {
  if (device === true) return "device";
  return browser ? "browser" : "by hand";
}

/**
 * Checks what can be seen without asking anybody.
 *
 * @throws CliError
 */
export function checkLoginFlags(flags: LoginFlags): void {
  checkConsumerFlags(flags);
  const others = [flags.oauth1, flags.hybrid, flags.device, flags.serviceAccount, flags.scopes];
  if (flags.migrate === true && others.some((flag) => flag !== undefined)) {
    throw new CliError(exitCodes.usage, "--migrate goes with --client only.");
  }
  if (flags.requestor !== undefined && flags.scopes !== undefined) {
    throw new CliError(
      exitCodes.usage,
      "--scopes is what a user is asked for: with --requestor the domain has said which there are.",
    );
  }
  const isOther =
    flags.device === true || flags.serviceAccount !== undefined || flags.client !== undefined;
  if (wantsConsumer(flags) && isOther) {
    throw new CliError(
      exitCodes.usage,
      "--oauth1 and --hybrid are ways of their own: leave out --device, --service-account and --client.",
    );
  }
  if (flags.device === true && (flags.serviceAccount !== undefined || !flags.browser)) {
    throw new CliError(
      exitCodes.usage,
      "Give only one of --device, --no-browser and --service-account.",
    );
  }
  if (flags.serviceAccount !== undefined && flags.client !== undefined) {
    throw new CliError(exitCodes.usage, "Give --service-account or --client, not both.");
  }
  if (flags.subject !== undefined && flags.serviceAccount === undefined) {
    throw new CliError(exitCodes.usage, "--subject needs --service-account.");
  }
}
