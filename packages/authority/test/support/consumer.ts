import type { SecretCredentials } from "@leasehold/oauth1/credentials";
import { signSync } from "@leasehold/oauth1/sync";
import type { Transmission } from "@leasehold/oauth1/parse-request";
import type { Authentication, AuthorityOptions } from "../../src/authority.ts";
import { bareRequest, imagesPath } from "./bare-request.ts";
import {
  callback,
  type OAuthService,
  peopleYaml,
  startOAuthService,
  taskQueue,
} from "./oauth-service.ts";
import { answerOf, newVisitor, type Visitor, type VisitorPage } from "./visitor.ts";

export const consumer = { consumerKey: "consumer.example.com", consumerSecret: "consumer-secret" };
export const otherConsumer = { consumerKey: "other.example.com", consumerSecret: "other-secret" };

/** {@link peopleYaml} with OAuth 1.0 consumers, an API key, and a client of another project. */
export const consumersYaml = peopleYaml(callback).replace(
  "    serviceAccounts:",
  `    oauthConsumers:
      - { key: consumer.example.com, name: Print Shop, secret: consumer-secret, realm: "http://127.0.0.1:9004/" }
      - { key: other.example.com, secret: other-secret, realm: "http://127.0.0.1:9004/app" }
    apiKeys: [{ key: acme-server-key, kind: server }]
    serviceAccounts:`,
);

export function startConsumerService(
  options: { claim?: AuthorityOptions["claim"] } = {},
): Promise<OAuthService> {
  return startOAuthService({ yaml: consumersYaml, ...options });
}

/** What a token address answered. */
export interface SignedReply {
  status: number;
  text: string;
  /** The first line: the problem's name. */
  problem: string;
  /** The answer as a form. */
  values: Record<string, string>;
}

export interface Signing {
  credentials?: SecretCredentials;
  parameters?: Record<string, string>;
  transmission?: Transmission;
  timestampSeconds?: number;
  nonce?: string;
  method?: string;
  /** Sent, and not signed. */
  added?: string;
  /** A parameter that is sent in the form, while the rest is in the header. */
  moved?: string;
}

/** Asks a token address with a signed request. */
export async function ask(
  service: OAuthService,
  path: string,
  signing: Signing = {},
): Promise<SignedReply> {
  const { credentials = consumer, transmission = "header", parameters, nonce } = signing;
  const { timestampSeconds, added, moved } = signing;
  const isPost = transmission === "form" || moved !== undefined;
  const { method = isPost ? "POST" : "GET" } = signing;
  const request = signSync({
    request: {
      method,
      url: service.origin + path,
      ...(transmission === "form" ? { form: "" } : {}),
    },
    credentials,
    parameters,
    transmission,
    nonce,
    timestampSeconds: timestampSeconds ?? Math.floor(service.clock.now() / 1000),
  });
  const { authorization, form } = moved === undefined ? request : moveToForm(request, moved);
  const response = await fetch(request.url + (added ?? ""), {
    method,
    headers: authorization === undefined ? {} : { authorization },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  const values = Object.fromEntries(new URLSearchParams(text));
  return { status: response.status, text, problem: text.split("\n")[0] ?? "", values };
}

/** Takes a parameter out of the header; what is signed stays the same. */
function moveToForm(
  { authorization = "" }: { authorization: string | undefined },
  name: string,
): { authorization: string; form: string } {
  const [pair = "", value = ""] = new RegExp(`, ${name}="([^"]*)"`).exec(authorization) ?? [];
  return { authorization: authorization.replace(pair, ""), form: `${name}=${value}` };
}

export const paths = {
  request: "/accounts/OAuthGetRequestToken",
  authorize: "/accounts/OAuthAuthorizeToken",
  access: "/accounts/OAuthGetAccessToken",
  revoke: "/accounts/AuthSubRevokeToken",
  info: "/accounts/AuthSubTokenInfo",
};

export interface TokenPair {
  token: string;
  tokenSecret: string;
}

export function pairOf({ values }: SignedReply): TokenPair {
  return { token: values["oauth_token"] ?? "", tokenSecret: values["oauth_token_secret"] ?? "" };
}

/** A request token. */
export async function requestToken(
  service: OAuthService,
  { parameters = {}, ...signing }: Signing = {},
): Promise<TokenPair> {
  const wanted = { scope: taskQueue, oauth_callback: callback, ...parameters };
  return pairOf(await ask(service, paths.request, { ...signing, parameters: wanted }));
}

/** Goes to the consent page as Ada. */
export async function consentPage(
  service: OAuthService,
  token: string,
  visitor: Visitor = newVisitor(service.origin),
): Promise<VisitorPage> {
  const page = await visitor.get(`${paths.authorize}?oauth_token=${token}`);
  if (!page.location.startsWith("/signin")) return page;
  return visitor.signIn(await visitor.get(page.location));
}

/** A request token that Ada has allowed, with its verifier. */
export async function allowedToken(
  service: OAuthService,
  visitor: Visitor = newVisitor(service.origin),
): Promise<TokenPair & { verifier: string }> {
  const pair = await requestToken(service);
  const page = await consentPage(service, pair.token, visitor);
  const answer = answerOf(await visitor.submit(page, { decision: "allow" }));
  return { ...pair, verifier: answer["oauth_verifier"] ?? "" };
}

/** Exchanges an allowed request token. */
export function exchangeToken(
  service: OAuthService,
  { verifier, ...pair }: TokenPair & { verifier?: string },
  signing: Signing = {},
): Promise<SignedReply> {
  const parameters = verifier === undefined ? {} : { oauth_verifier: verifier };
  return ask(service, paths.access, {
    credentials: { ...consumer, ...pair },
    parameters,
    ...signing,
  });
}

/** The whole dance. */
export async function accessToken(service: OAuthService, visitor?: Visitor): Promise<TokenPair> {
  return pairOf(await exchangeToken(service, await allowedToken(service, visitor)));
}

/** What an API call that is signed with a token is. */
export async function callApi(service: OAuthService, pair: TokenPair): Promise<Authentication> {
  const target = `${imagesPath}?key=acme-server-key`;
  const { authorization } = signSync({
    request: { method: "GET", url: service.origin + target },
    credentials: { ...consumer, ...pair },
    timestampSeconds: Math.floor(service.clock.now() / 1000),
  });
  return service.authority.authenticate({
    ...bareRequest,
    target,
    host: new URL(service.origin).host,
    authorization,
    query: new URLSearchParams("key=acme-server-key"),
  });
}
