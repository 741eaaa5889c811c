import {
  baseStringDifferences,
  describeDifferences,
} from "@leasehold/oauth1/base-string-differences";
import { AuthError, type AuthErrorCode } from "../../auth-error.ts";

/** What a server says of a signed request that it refuses. */
interface Problem {
  /** By the names of the OAuth Problem Reporting extension. */
  name: string;
  message: string;
  /** The base string that the server computed. */
  baseString: string | undefined;
}

interface Judgement {
  code: AuthErrorCode;
  advice: string;
}

const judgements: Readonly<Record<string, Judgement>> = {
  consumer_key_unknown: {
    code: "client_refused",
    advice: "The consumer is not registered: check its key under API Access in the console.",
  },
  signature_method_rejected: {
    code: "client_refused",
    advice: "The consumer may not sign this way: check its secret or certificate under API Access.",
  },
  invalid_client: {
    code: "client_refused",
    advice: "The application is not known or its secret is wrong: check client id and secret.",
  },
  unauthorized_client: {
    code: "client_refused",
    advice: "The application is of another project than the consumer: take one of the same.",
  },
  token_rejected: {
    code: "token_refused",
    advice: "The token was taken back, used up or is another consumer's: sign in again.",
  },
  permission_denied: {
    code: "access_denied",
    advice: "Access was not allowed: ask the user, or the domain's administrator, for it.",
  },
  timestamp_refused: {
    code: "timestamp_refused",
    advice: "This machine's clock differs from the server's: set it, and try again.",
  },
  parameter_absent: { code: "request_refused", advice: "The request lacks something." },
  parameter_rejected: { code: "request_refused", advice: "The request has something wrong." },
};

const other: Judgement = {
  code: "token_endpoint_failed",
  advice: "The server refused the signed request: check the settings, or try again.",
};

const passing: Judgement = {
  code: "token_endpoint_failed",
  advice: "The server cannot answer now: try again in a moment.",
};

/** Makes our error of an answer that refuses a signed request, with the places where the base strings differ. */
export function problemError(
  answer: string,
  context: { address: string; status: number; ours: string },
): AuthError {
  const { address, status, ours } = context;
  const { name: oauthError, message, baseString: theirs } = problemIn(answer);
  if (oauthError === "signature_invalid") {
    const baseStrings = theirs === undefined ? undefined : { ours, theirs };
    const text = signatureText(baseStrings);
    return new AuthError("signature_refused", text, { oauthError, status, baseStrings });
  }
  const { code, advice } = status >= 500 ? passing : (judgements[oauthError] ?? other);
  const said = message === "" ? `HTTP status ${status}` : message;
  return new AuthError(code, `${advice} (${address} said: ${said})`, { oauthError, status });
}

/** Reads the plain text of a token address, or the JSON of OAuth 2.0's one. */
function problemIn(text: string): Problem {
  const json = parseJson(text);
  if (json !== undefined) {
    const description = textOf(json["error_description"]);
    const [, name = textOf(json["error"]), message = "", baseString] =
      /^(?:(\w+): )?(.*?)(?: base_string:(\S*))?$/s.exec(description) ?? [];
    return { name, message, baseString };
  }
  const [name = "", message = ""] = text.split("\n");
  const baseString = /^base_string:(.*)$/m.exec(text)?.[1];
  return { name: name.trim(), message: message.trim(), baseString };
}

/** What to say of a signature that does not verify: a line for each difference. */
export function signatureText(baseStrings: { ours: string; theirs: string } | undefined): string {
  const differences = baseStrings && baseStringDifferences(baseStrings.ours, baseStrings.theirs);
  if (differences === undefined) {
    return "The server computed another signature: check the consumer's secret or key, and the token's secret.";
  }
  const lines = describeDifferences(differences).map((line) => `\n  ${line}`);
  return `The server computed another signature.${lines.join("")}${addressAdvice(differences)}`;
}

// The one mistake that no client can mend.
function addressAdvice(differences: readonly { part: string }[]): string {
  const isAddress = differences.some(({ part }) => part === "scheme" || part === "host");
  return isAddress
    ? "\nUse the address that the server knows as its own, or start it with that address as --public-url (and --trust-proxy behind a proxy)."
    : "";
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
