import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { connectToProject } from "../connection.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { resolveSettings, type Settings } from "../settings.ts";
import { chooseCredential } from "./api-credential.ts";
import { apiFailure } from "./api-failure.ts";
import type { ApiFlags } from "./api-flags.ts";
import { type ApiMethod, findMethod, isRequired } from "./api-method.ts";
import { callMethod, type ReadyCall } from "./call-method.ts";
import { checkTransfer } from "./check-transfer.ts";
import { describeDocument, describeMethod, type Layout, listMethods } from "./describe-method.ts";
import { openDocument, type OpenedDocument } from "./open-document.ts";
import { checkRequired, readArguments } from "./read-arguments.ts";
import { readBody } from "./read-body.ts";
import { showRequest } from "./show-request.ts";

interface Run {
  host: Host;
  self: Command;
  settings: Settings;
  flags: ApiFlags;
  opened: OpenedDocument;
}

/**
 * `leasehold api`: opens the document; lists its methods, explains one, or reads the arguments, checks them and makes the call.
 * @param words what stands on the line beside the command's own flags.
 */
export async function runApi(host: Host, self: Command, words: readonly string[]): Promise<void> {
  const flags = self.opts<ApiFlags>();
  const [source, place, ...rest] = words;
  if (source === undefined) return self.outputHelp();
  if (source.startsWith("-") || place?.startsWith("-") === true) throw methodFirst();
  const settings = await resolveSettings(host, self);
  const opened = await openDocument(host, settings, { ...flags, source });
  const run = { host, self, settings, flags, opened };
  const layout = { columns: host.columns, rootUrl: opened.rootUrl, taken: flagNames(self) };
  if (place === undefined) return printMethods(run, layout);
  const api = findMethod(opened, place);
  if (flags.help === true) return host.print(describeMethod(api, layout));
  const ready = await readCall(run, api, rest);
  const credential = chooseCredential({ ...run, api });
  const { rootUrl: baseUrl } = opened;
  const { json } = settings;
  if (flags.dryRun === true) {
    const credentialHeaders = credential.shown;
    return rethrown(run, () => showRequest(host, ready, { baseUrl, credentialHeaders, json }));
  }
  const credentialInUse = await credential.open();
  const transport = {
    baseUrl,
    authorize: credentialInUse?.authorize,
    fetch: (request: Request) => fetch(request),
  };
  await rethrown(run, () => callMethod(host, ready, { transport, json }));
}

async function readCall(run: Run, api: ApiMethod, words: readonly string[]): Promise<ReadyCall> {
  const { host, flags } = run;
  refuseOneInputForTwo(flags);
  const given = { params: flags.param, fields: flags.field, flags: flagNames(run.self) };
  const { parameters, fields } = readArguments(api, words, given);
  await fillProject(run, api, parameters);
  checkRequired(api, parameters);
  await checkTransfer(api, parameters, flags);
  const body = await readBody(host, api, { body: flags.body, fields });
  if (flags.uploadType === "simple" && body !== undefined) throw noRoom();
  return { api, parameters, body, flags };
}

/** The project is a setting of this program; that of our server is given to no other one, unless it was named on the line. */
async function fillProject(
  { host, self, settings, opened, flags }: Run,
  api: ApiMethod,
  parameters: Record<string, unknown>,
): Promise<void> {
  const { project } = api.parameters;
  if (project === undefined || parameters["project"] !== undefined) return;
  const named = self.optsWithGlobals<{ project?: string }>().project;
  const known = named ?? (opened.isOurs ? settings.project : undefined);
  const isSignedIn = settings.profile.signIns[settings.baseUrl] !== undefined;
  if (known !== undefined) parameters["project"] = known;
  else if (opened.isOurs && isRequired(project) && (isSignedIn || flags.dryRun !== true)) {
    parameters["project"] = (await connectToProject(host, self)).project;
  }
}

function printMethods({ host, settings, opened }: Run, layout: Layout): void {
  host.print(
    settings.json
      ? JSON.stringify(listMethods(opened.document), undefined, 2)
      : describeDocument(opened, layout),
  );
}

async function rethrown({ opened, settings }: Run, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw apiFailure(error, opened, settings);
  }
}

/** The flags of this command and of the whole program, without their dashes. */
export function flagNames(command: Command): ReadonlySet<string> {
  const all = [command, command.parent].flatMap((one) => one?.options ?? []);
  return new Set(all.flatMap(({ long }) => (long ? [long.slice(2)] : [])));
}

function refuseOneInputForTwo({ body, token, upload }: ApiFlags): void {
  if ([body, token, upload].filter((flag) => flag === "-").length < 2) return;
  throw new CliError(
    exitCodes.usage,
    "Standard input can be only one of --body, --token and --upload: give the others as files or text.",
  );
}

function noRoom(): CliError {
  return new CliError(
    exitCodes.usage,
    "A simple upload has no room for a body: leave --upload-type out, or name multipart or resumable.",
  );
}

function methodFirst(): CliError {
  return new CliError(
    exitCodes.usage,
    "Name the document and the method before the method's parameters: leasehold api taskqueue:v1beta2 tasks.list --taskqueue images",
  );
}
