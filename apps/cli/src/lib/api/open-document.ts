import {
  type DiscoveryDocument,
  DiscoveryDocumentError,
  parseDiscoveryDocument,
} from "@leasehold/discovery-document";
import { addressOf } from "@leasehold/discovery-document/address";
import {
  discoveryServiceUrl,
  fetchDocument,
  FetchDocumentError,
  parseJson,
} from "@leasehold/generator/fetch-document";
import { CliError } from "../cli-error.ts";
import { leaseholdDocument, taskqueueDocument } from "../documents.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { readText } from "../read-text.ts";
import type { Settings } from "../settings.ts";
import { loadCached, saveCached } from "./document-cache.ts";

/** A document, and where its calls go. */
export interface OpenedDocument {
  document: DiscoveryDocument;
  /** How the user named it. */
  source: string;
  /** Root of the server, without a slash at the end. */
  rootUrl: string;
  /** Whether that is the server which the profile is signed in to; its tokens go nowhere else. */
  isOurs: boolean;
}

/** Which document, and how to get it. */
export interface DocumentOptions {
  /** A file, an address, or an API and its version such as `taskqueue:v1beta2`. */
  source: string;
  /** Where calls go instead of where the document says. */
  rootUrl?: string | undefined;
  /** The discovery service to ask, instead of the server's own and then Google's. */
  discoveryUrl?: string | undefined;
  /** Takes a copy that is here already as it is, and waits only so long for one that is not. */
  hurryMs?: number | undefined;
}

interface Context {
  host: Host;
  settings: Settings;
  options: DocumentOptions;
}

/** Documents that are there without any network. */
export const bundledDocuments: DiscoveryDocument[] = [taskqueueDocument, leaseholdDocument];

/**
 * Opens a discovery document.
 * @throws {CliError} When it cannot be had, or is none.
 */
export async function openDocument(
  host: Host,
  settings: Settings,
  options: DocumentOptions,
): Promise<OpenedDocument> {
  const { source } = options;
  const context = { host, settings, options };
  const found = /^https?:\/\//.test(source)
    ? { document: await fetched(context, source), isServers: false }
    : /^[a-zA-Z][\w.-]+:[\w.-]+$/.test(source)
      ? await ofApi(context)
      : { document: parsed(await readText(source), source), isServers: false };
  const named = found.isServers ? settings.baseUrl : addressOf(found.document).rootUrl;
  const rootUrl = rootOf(options.rootUrl ?? named, options.rootUrl !== undefined);
  return { document: found.document, source, rootUrl, isOurs: isWithin(rootUrl, settings.baseUrl) };
}

async function ofApi(
  context: Context,
): Promise<{ document: DiscoveryDocument; isServers: boolean }> {
  const { settings, options } = context;
  const place = `${options.source.split(":").map(encodeURIComponent).join("/")}/rest`;
  if (options.discoveryUrl !== undefined) {
    const url = `${options.discoveryUrl.replace(/\/+$/, "")}/${place}`;
    return { document: await fetched(context, url), isServers: false };
  }
  const ours = await serversOwn(context, `${settings.baseUrl}/discovery/v1/apis/${place}`);
  if (ours !== undefined) return { document: ours, isServers: true };
  try {
    return {
      document: await fetched(context, `${discoveryServiceUrl}/${place}`),
      isServers: false,
    };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(
      error.exitCode,
      `There is no ${options.source}: neither ${settings.baseUrl} nor Google's discovery service gave it. (${error.message}) \`leasehold generate list\` shows what Google has; a file or an address does as well.`,
      error,
    );
  }
}

/** The server's document; while the server is away its last one, or the one that came with this program. */
async function serversOwn(context: Context, url: string): Promise<DiscoveryDocument | undefined> {
  const { host, options } = context;
  const bundled = bundledDocuments.find(({ id }) => id === options.source);
  try {
    if (options.hurryMs !== undefined && bundled !== undefined) {
      const cached = await loadCached(host.env, url);
      return cached === undefined ? bundled : parsed(cached.text, url);
    }
    return await fetched(context, url);
  } catch (error) {
    if (!(error instanceof CliError && error.cause instanceof FetchDocumentError)) throw error;
    if (error.cause.status === 404 || bundled === undefined) return undefined;
    const cached = await loadCached(host.env, url);
    return cached === undefined ? bundled : parsed(cached.text, url);
  }
}

async function fetched(
  { host, options: { hurryMs } }: Context,
  url: string,
): Promise<DiscoveryDocument> {
  const cached = await loadCached(host.env, url);
  if (cached !== undefined && hurryMs !== undefined) return parsed(cached.text, url);
  const signal = hurryMs === undefined ? null : AbortSignal.timeout(hurryMs);
  const ask: typeof globalThis.fetch = (input, init) => fetch(input, { ...init, signal });
  try {
    const { text, etag } = await fetchDocument(url, ask, cached?.etag);
    if (text === undefined) return parsed(cached?.text ?? "", url);
    const document = parsed(text, url);
    if (etag !== undefined) await saveCached(host.env, { url, etag, text });
    return document;
  } catch (error) {
    if (!(error instanceof FetchDocumentError)) throw error;
    const code = error.status === 404 ? exitCodes.notFound : exitCodes.failed;
    throw new CliError(code, error.message, error);
  }
}

function parsed(text: string, source: string): DiscoveryDocument {
  try {
    return parseDiscoveryDocument(parseJson(text, source));
  } catch (cause) {
    if (cause instanceof DiscoveryDocumentError) {
      const message = `${source} is no discovery document: ${cause.message}.`;
      throw new CliError(exitCodes.failed, message, cause);
    }
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(exitCodes.failed, said, cause);
  }
}

function rootOf(text: string, isFlag: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new CliError(
      exitCodes.usage,
      isFlag
        ? `${text} is no server's address: give one such as https://www.googleapis.com.`
        : `The document's rootUrl ${text} is no address: say where the API is by --root-url.`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function isWithin(url: string, root: string): boolean {
  return `${url}/`.startsWith(`${root}/`);
}
