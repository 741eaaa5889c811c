import type { Stats } from "node:fs";
import { open } from "node:fs/promises";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { unreadable } from "../read-text.ts";
import type { ApiFlags } from "./api-flags.ts";
import type { ApiMethod } from "./api-method.ts";

/**
 * Compares the flags for files and pages with what the method can do.
 * @throws {CliError} For a flag that the method has no use for, and for a file that it does not take.
 */
export async function checkTransfer(
  api: ApiMethod,
  parameters: Record<string, unknown>,
  flags: ApiFlags,
): Promise<void> {
  const [, , details] = api.row;
  if (flags.upload !== undefined) await checkUpload(api, flags.upload, flags);
  else if (flags.uploadType ?? flags.mediaType ?? flags.uploadSession) {
    throw usage("--upload-type, --media-type and --upload-session go with --upload FILE.");
  }
  if (flags.output !== undefined && details.download === undefined) {
    throw usage(`${api.place} answers with no file: leave --output out.`);
  }
  if (parameters["alt"] === "media" && flags.output === undefined) {
    throw usage(
      "--alt media asks for a file: say where it goes by --output FILE, or - to print it.",
    );
  }
  if (flags.pageAll !== true && flags.limit === undefined) return;
  if (details.items === undefined && details.next === undefined && !answersPages(api)) {
    throw usage(`${api.place} has no pages: leave --page-all and --limit out.`);
  }
  if (details.items === undefined && flags.limit !== undefined) {
    throw usage(`The pages of ${api.place} have more than one list: give --page-all, not --limit.`);
  }
}

function answersPages({ parameters, fields }: ApiMethod): boolean {
  return parameters["pageToken"] !== undefined || fields["pageToken"] !== undefined;
}

async function checkUpload(api: ApiMethod, path: string, flags: ApiFlags): Promise<void> {
  const { upload } = api.row[2];
  if (upload === undefined) throw usage(`${api.place} takes no file: leave --upload out.`);
  const protocols = [
    ...(upload.simple === undefined ? [] : ["simple"]),
    ...(upload.multipart === true ? ["multipart"] : []),
    ...(upload.resumable === undefined ? [] : ["resumable"]),
  ];
  const { uploadType } = flags;
  if (uploadType !== undefined && !protocols.includes(uploadType)) {
    throw usage(`${api.place} has no ${uploadType} upload: it has ${protocols.join(", ")}.`);
  }
  if (path === "-") return;
  const facts = await factsOf(path);
  if (facts.isDirectory()) throw usage(`${path} is a folder: name a file.`);
  const { maxSize } = api.method.mediaUpload ?? {};
  if (maxSize !== undefined && facts.size > bytesOf(maxSize)) {
    throw usage(`${path} has ${facts.size} bytes, and ${api.place} takes at most ${maxSize}.`);
  }
}

async function factsOf(path: string): Promise<Stats> {
  try {
    await using file = await open(path);
    return await file.stat();
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

const units: Record<string, number> = { "": 0, K: 1, M: 2, G: 3, T: 4, P: 5 };

/** Such as `1GB` or `5497558138880`; one that cannot be read is no limit. */
function bytesOf(size: string): number {
  const [, digits, unit = ""] = /^(\d+)([KMGTP]?)i?B?$/.exec(size) ?? [];
  return digits === undefined ? Infinity : Number(digits) * 1024 ** (units[unit] ?? 0);
}

function usage(message: string): CliError {
  return new CliError(exitCodes.usage, message);
}
