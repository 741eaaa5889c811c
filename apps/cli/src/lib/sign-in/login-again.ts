import { readFileSync } from "node:fs";
import type { SignIn } from "../profiles.ts";
import {
  defaultConsumerScopes,
  defaultServiceAccountScopes,
  defaultUserScopes,
  shortScopes,
} from "../scopes.ts";
import { commandFor, type Settings } from "../settings.ts";

/** The command line that signs in to the same server in the same way; of what is secret, the profile knows the rest. */
export function loginAgain(settings: Settings, scopes?: readonly string[]): string {
  const signIn = settings.profile.signIns[settings.baseUrl];
  const words = signIn === undefined ? [] : wordsOf(signIn, scopes);
  if (signIn?.keychain === true) words.push("--keychain");
  return commandFor(settings, ["login", ...words.map(quoted)].join(" "));
}

/**
 * What to do where the sign-in lacks a scope.
 *
 * @param message the server's, which names the scopes that are enough.
 */
export function scopeAdvice(settings: Settings | undefined, message: string): string {
  const enough = message.match(/https:\/\/www\.googleapis\.com\/auth\/\w+(?:\.\w+)*/g) ?? [];
  const signIn = settings?.profile.signIns[settings.baseUrl];
  if (settings === undefined || signIn === undefined) {
    return "Sign in again with more: `leasehold login --scopes taskqueue,leasehold.admin`.";
  }
  if (signIn.type === "two-legged") {
    const { requestor, consumer } = signIn;
    // Whatever else is delegated, the Task Queue's scope is: without any, the consumer would not be let in.
    const scopes = union(defaultServiceAccountScopes, enough.slice(-1));
    const { consumerKey: client } = consumer;
    return `What ${client} may do as ${requestor}, the delegation decides.${delegate(settings, { client, user: requestor, scopes })}`;
  }
  const more = union(signIn.scopes, enough.slice(0, 1));
  const again = `Sign in again with more: \`${loginAgain(settings, more)}\`.`;
  if (signIn.type !== "service-account" || signIn.subject === undefined) return again;
  const client = emailIn(signIn.keyFile) ?? "the service account's address";
  return `${again} Where that is refused, the domain has not delegated it.${delegate(settings, { client, user: signIn.subject, scopes: more })}`;
}

/** What to do where a domain has delegated nothing to a consumer, or the user is none of the service. */
export function noDelegationAdvice(asked: {
  baseUrl: string;
  client: string;
  user: string;
}): string {
  const { baseUrl, client, user } = asked;
  return [
    ` ${user} must be a user of the service. By commands, an administrator grants it with:`,
    asAdministrator(baseUrl),
    `  leasehold delegations create --domain ${domainOf(user)} --client ${quoted(client)} --scopes taskqueue --profile administrator`,
  ].join("\n");
}

// The sign-in that lacks the scope cannot grant it: an administrator's can, under a name of its own.
function asAdministrator(baseUrl: string): string {
  return `  leasehold login --base-url ${baseUrl} --profile administrator`;
}

function domainOf(user: string): string {
  return quoted(user.slice(user.lastIndexOf("@") + 1));
}

function delegate(
  settings: Settings,
  { client, user, scopes }: { client: string; user: string; scopes: readonly string[] },
): string {
  const list = shortScopes(scopes);
  return [
    " An administrator changes it in the console, under Manage API client access, or by:",
    asAdministrator(settings.baseUrl),
    `  leasehold delegations patch ${domainOf(user)} ${quoted(client)} --scopes ${list} --profile administrator`,
    "These scopes replace the ones that there are: `leasehold delegations list --profile administrator` shows them.",
  ].join("\n");
}

function wordsOf(signIn: SignIn, scopes: readonly string[] = signIn.scopes): string[] {
  switch (signIn.type) {
    case "user": {
      const client = signIn.clientFile === undefined ? [] : ["--client", signIn.clientFile];
      return [...client, ...scopeWords(scopes, defaultUserScopes)];
    }
    case "service-account": {
      const acting = signIn.subject === undefined ? [] : ["--subject", signIn.subject];
      const asked = scopeWords(scopes, defaultServiceAccountScopes);
      return ["--service-account", signIn.keyFile, ...acting, ...asked];
    }
    case "external-account":
      return ["--service-account", signIn.file, ...scopeWords(scopes, defaultServiceAccountScopes)];
    case "two-legged":
      return [
        "--oauth1",
        "--consumer-key",
        signIn.consumer.consumerKey,
        "--requestor",
        signIn.requestor,
      ];
    default: {
      const { callback, realm } = signIn.hybrid ?? {};
      const way = callback === undefined ? ["--oauth1"] : ["--hybrid", "--callback", callback];
      const under = realm === undefined ? [] : ["--realm", realm];
      const asked = scopeWords(scopes, defaultConsumerScopes);
      return [...way, ...under, "--consumer-key", signIn.consumer.consumerKey, ...asked];
    }
  }
}

function scopeWords(scopes: readonly string[], usual: readonly string[]): string[] {
  const isUsual = scopes.length === usual.length && scopes.every((scope) => usual.includes(scope));
  return isUsual ? [] : ["--scopes", shortScopes(scopes)];
}

function union(some: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...some, ...more])];
}

// What cannot be read is told by the command that needs it.
function emailIn(keyFile: string): string | undefined {
  try {
    const { client_email: email } = Object(JSON.parse(readFileSync(keyFile, "utf8")));
    return typeof email === "string" ? email : undefined;
  } catch {
    return undefined;
  }
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
