import { createRequire } from "node:module";

/** What a site that uses npm's openid has of it: it is JavaScript of 2010 with no types. */
interface NpmOpenId {
  RelyingParty: new (
    returnUrl: string,
    realm: string,
    stateless: boolean,
    strict: boolean,
    extensions: object[],
  ) => {
    authenticate(identifier: string, immediate: boolean, done: Done<string>): void;
    verifyAssertion(url: string | object, done: Done<Assertion>): void;
  };
  OAuthHybrid: new (options: { consumerKey: string; scope: string }) => object;
  AttributeExchange: new (attributes: Record<string, "required" | "optional">) => object;
  UserInterface: new (options: Record<string, string>) => object;
  PAPE: new (options: Record<string, string | number>) => object;
}

type Done<Value> = (error: { message: string } | null, value?: Value) => void;

/** What the site learns. */
type Assertion = Record<string, unknown> & {
  authenticated: boolean;
  claimedIdentifier?: string;
};

const require = createRequire(import.meta.url);
const npmOpenId = require("openid") as NpmOpenId;

/** A site that signs people in. */
export interface OpenIdSite {
  /** The address to send the browser to. */
  authenticate(identifier: string, options?: { immediate?: boolean }): Promise<string>;
  /** Reads what the browser brought back. */
  verify(url: string): Promise<Assertion>;
}

export interface OpenIdSiteOptions {
  returnTo: string;
  realm: string;
  /** Ask the provider about each answer instead of keeping associations. */
  stateless?: boolean;
  access?: { consumerKey: string; scope: string };
  attributes?: Record<string, "required" | "optional">;
  ui?: Record<string, string>;
  policies?: Record<string, string | number>;
}

/** Makes a site with npm's openid as it comes. */
export function npmOpenIdSite(options: OpenIdSiteOptions): OpenIdSite {
  const { returnTo, realm, stateless = false, access, attributes, ui, policies } = options;
  const extensions = [
    ...(access === undefined ? [] : [new npmOpenId.OAuthHybrid(access)]),
    ...(attributes === undefined ? [] : [new npmOpenId.AttributeExchange(attributes)]),
    ...(ui === undefined ? [] : [new npmOpenId.UserInterface(ui)]),
    ...(policies === undefined ? [] : [new npmOpenId.PAPE(policies)]),
  ];
  const site = new npmOpenId.RelyingParty(returnTo, realm, stateless, true, extensions);
  return {
    authenticate: (identifier, { immediate = false } = {}) =>
      settled((done) => site.authenticate(identifier, immediate, done)),
    verify: (url) => settled((done) => site.verifyAssertion(url, done)),
  };
}

function settled<Value>(call: (done: Done<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (value === undefined || error) reject(new Error(error?.message ?? "There is no answer."));
      else resolve(value);
    });
  });
}
