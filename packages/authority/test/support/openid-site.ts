import { createDiffieHellman, createHash, createHmac } from "node:crypto";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { text as readText } from "node:stream/consumers";
import { consumer } from "./consumer.ts";
import { callback, type OAuthService, taskQueue } from "./oauth-service.ts";
import { newVisitor, type Visitor, type VisitorPage } from "./visitor.ts";

export const openIdNamespace = "http://specs.openid.net/auth/2.0";
const identifierSelect = "http://specs.openid.net/auth/2.0/identifier_select";
const realm = "http://127.0.0.1:9004/";
export const endpointPath = "/accounts/o8/ud";

/** A message's fields by name, without `openid.`. */
export type Message = Record<string, string>;

/** The fields of the OAuth extension, as a site asks for data access. */
export const access: Message = {
  "ns.oauth": "http://specs.openid.net/extensions/oauth/1.0",
  "oauth.consumer": consumer.consumerKey,
  "oauth.scope": taskQueue,
};

/** A form or query of a message's fields. */
export function formOf(message: Message): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(message)) form.append(`openid.${name}`, value);
  return form;
}

export interface DirectReply {
  status: number;
  headers: Headers;
  text: string;
  /** The answer's lines. */
  fields: Message;
}

/** Sends a message as a program does, and reads the answer's lines. */
export async function post(
  service: OAuthService,
  message: Message | URLSearchParams,
): Promise<DirectReply> {
  const body = message instanceof URLSearchParams ? message : formOf(message);
  const response = await fetch(service.origin + endpointPath, { method: "POST", body });
  return directReply(response.status, response.headers, await response.text());
}

function directReply(status: number, headers: Headers, text: string): DirectReply {
  const lines = text.split("\n").filter((line) => line !== "");
  const fields = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1)] as const;
  });
  return { status, headers, text, fields: Object.fromEntries(fields) };
}

/** Asks under a Host of the test's choice: a form is posted to the endpoint, anything else is fetched. */
export async function requestAs(
  service: OAuthService,
  host: string,
  { path = endpointPath, body, from }: { path?: string; body?: string; from?: string },
): Promise<DirectReply> {
  const sent = httpRequest(service.origin + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { host, "content-type": "application/x-www-form-urlencoded" },
    localAddress: from,
  });
  sent.end(body);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on("response", resolve);
    sent.on("error", reject);
  });
  return directReply(response.statusCode ?? 0, new Headers(), await readText(response));
}

/** The usual modulus, as npm's openid writes it down. */
const usualPrime =
  "ANz5OguIOXLsDhmYmsWizjEOHTdxfo2Vcbt2I3MYZuYe91ouJ4mLBX+YkcLiemOcPym2CBRYHNOyyjmG0mg3BVd9RcLn5S3IHHoXGHblzqdLFEi/368Ygo79JRnxTkXjgmY0rxlJ5bU1zIKaSDuKdiI+XUkKJX8Fvf8W8vsixYOr";

/** A secret that a site shares with the service. */
export interface SharedSecret {
  handle: string;
  type: "HMAC-SHA1" | "HMAC-SHA256";
  secret: Buffer;
}

/** Makes an association by a Diffie-Hellman exchange of node:crypto's. */
export async function associate(
  service: OAuthService,
  options: { hash?: "SHA1" | "SHA256"; prime?: Buffer; generator?: number } = {},
): Promise<{ shared: SharedSecret; reply: DirectReply }> {
  const { hash = "SHA256", prime, generator = 2 } = options;
  const exchange = createDiffieHellman(prime ?? Buffer.from(usualPrime, "base64"), generator);
  const own = prime !== undefined || generator !== 2;
  const reply = await post(service, {
    ns: openIdNamespace,
    mode: "associate",
    assoc_type: `HMAC-${hash}`,
    session_type: `DH-${hash}`,
    dh_consumer_public: written(exchange.generateKeys()),
    ...(own
      ? { dh_modulus: written(exchange.getPrime()), dh_gen: written(exchange.getGenerator()) }
      : {}),
  });
  const { dh_server_public: serverPublic = "", enc_mac_key: hidden = "" } = reply.fields;
  const known = exchange.computeSecret(Buffer.from(serverPublic, "base64"));
  const pad = createHash(hash).update(twosComplement(known)).digest();
  const secret = Buffer.from(hidden, "base64").map((byte, index) => byte ^ (pad[index] ?? 0));
  const { assoc_handle: handle = "" } = reply.fields;
  return { shared: { handle, type: `HMAC-${hash}`, secret: Buffer.from(secret) }, reply };
}

/** A number as messages have it. */
function written(bytes: Buffer): string {
  return twosComplement(bytes).toString("base64");
}

/** A number as messages have it. */
export function writtenNumber(number: bigint): string {
  const hex = number.toString(16);
  return written(Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex"));
}

function twosComplement(bytes: Buffer): Buffer {
  let start = 0;
  while (bytes[start] === 0 && start < bytes.length - 1) start += 1;
  const rest = bytes.subarray(start);
  return (rest[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), rest]) : rest;
}

/** Signs an answer's fields as its `signed` says. */
export function signatureOf({ type, secret }: SharedSecret, answer: Message): string {
  const text = (answer["signed"] ?? "")
    .split(",")
    .map((name) => `${name}:${answer[name]}\n`)
    .join("");
  const hash = type === "HMAC-SHA1" ? "sha1" : "sha256";
  return createHmac(hash, secret).update(text).digest("base64");
}

/** The address that a site sends a browser to. */
export function checkidPath(changes: Record<string, string | undefined> = {}): string {
  const message = {
    ns: openIdNamespace,
    mode: "checkid_setup",
    claimed_id: identifierSelect,
    identity: identifierSelect,
    return_to: callback,
    realm,
    ...changes,
  };
  const given = Object.entries(message).filter(
    (field): field is [string, string] => field[1] !== undefined,
  );
  return `${endpointPath}?${formOf(Object.fromEntries(given)).toString()}`;
}

/** The answer that a redirect takes to the site. */
export function answerOf(page: VisitorPage): Message {
  const { searchParams } = new URL(page.location);
  const own = [...searchParams].filter(([name]) => name.startsWith("openid."));
  return Object.fromEntries(own.map(([name, value]) => [name.slice("openid.".length), value]));
}

/** Signs in where that is asked for, and allows where that is. */
export async function signInAndAllow(
  service: OAuthService,
  options: {
    changes?: Record<string, string | undefined>;
    visitor?: Visitor;
    email?: string;
    password?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<VisitorPage> {
  const { changes, visitor = newVisitor(service.origin), email, password } = options;
  let page = await visitor.get(checkidPath(changes), options.headers);
  if (page.text.includes('name="password"')) page = await visitor.signIn(page, email, password);
  if (page.text.includes('name="decision"')) {
    page = await visitor.submit(page, { decision: "allow" });
  }
  return page;
}

/** Ada's browser, where she has allowed sign-in and data access. */
export async function adaAfterAllowing(service: OAuthService): Promise<Visitor> {
  const visitor = newVisitor(service.origin);
  await signInAndAllow(service, { visitor });
  await signInAndAllow(service, { visitor, changes: access });
  return visitor;
}

/** Asks the service about an answer, as a site without associations does. */
export function checkAuthentication(service: OAuthService, answer: Message): Promise<DirectReply> {
  return post(service, { ...answer, mode: "check_authentication" });
}
