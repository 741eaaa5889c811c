import { AuthError, type AuthErrorCode } from "../auth-error.ts";

/** What was asked of the token endpoint; `answer` when the answer itself makes no sense. */
export type Exchange =
  | "code"
  | "device"
  | "refresh"
  | "assertion"
  | "subject"
  | "revocation"
  | "answer";

const grantRefused: Record<Exchange, { code: AuthErrorCode; advice: string }> = {
  code: {
    code: "code_refused",
    advice: "The code was used, too old or not for us: sign in again.",
  },
  device: {
    code: "code_refused",
    advice: "The device's code was used, too old or not for us: start again.",
  },
  refresh: {
    code: "refresh_token_refused",
    advice: "The refresh token has expired or was revoked: sign in again.",
  },
  assertion: {
    code: "assertion_refused",
    advice:
      "The service account's assertion was refused: check that its key is still registered and that this machine's clock is right.",
  },
  subject: {
    code: "assertion_refused",
    advice:
      "The other issuer's token was refused: check that the server trusts that issuer for this audience and subject.",
  },
  revocation: { code: "token_endpoint_failed", advice: "The token could not be revoked." },
  answer: { code: "token_endpoint_failed", advice: "The answer holds no access token." },
};

/** Turns what google-auth-library throws into our error, without the request, which holds secrets. */
export function tokenEndpointError(
  error: unknown,
  context: { exchange: Exchange; endpoint: string },
): AuthError {
  const answer = answerIn(error);
  if (answer === undefined) {
    if (context.exchange === "answer") {
      return new AuthError(
        "token_endpoint_failed",
        `${context.endpoint} answered without an access token: is it the address of a token endpoint?`,
      );
    }
    return unreachableOrBroken(error, context);
  }
  const isPassing = answer.status !== undefined && answer.status >= 500;
  const { code, advice } = isPassing ? passing : judge(answer.oauthError, context.exchange);
  const said = answer.description ?? answer.oauthError ?? `HTTP status ${answer.status}`;
  return new AuthError(code, `${advice} (${context.endpoint} said: ${said})`, answer);
}

const passing: { code: AuthErrorCode; advice: string } = {
  code: "token_endpoint_failed",
  advice: "The authorization server cannot answer now: try again in a moment.",
};

function judge(
  oauthError: string | undefined,
  exchange: Exchange,
): { code: AuthErrorCode; advice: string } {
  switch (oauthError) {
    case "invalid_grant":
      return grantRefused[exchange];
    case "invalid_client":
      return {
        code: "client_refused",
        advice: "The application is not known or its secret is wrong: check client id and secret.",
      };
    case "unauthorized_client":
      // What a subject is answered that the issuer's entry does not name.
      if (exchange === "subject") return grantRefused.subject;
      return {
        code: "client_refused",
        advice:
          "The application may not do this: for a service account with a subject, the domain's administrator must grant it these scopes.",
      };
    case "invalid_scope":
      return {
        code: "scope_refused",
        advice: "A scope is not known or not allowed: check the list.",
      };
    default:
      return {
        code: "token_endpoint_failed",
        advice: "The authorization server refused the request: check the settings, or try again.",
      };
  }
}

function unreachableOrBroken(
  error: unknown,
  context: { endpoint: string; exchange: Exchange },
): AuthError {
  if (isKeyTrouble(error)) {
    return new AuthError(
      "key_file_invalid",
      "The private key cannot sign: give a key file with a whole PEM private key.",
      { cause: error },
    );
  }
  if (context.exchange === "subject" && error instanceof Error && error.name !== "GaxiosError") {
    return new AuthError(
      "subject_token_unavailable",
      `The other issuer's token could not be had (${error.message}): check credential_source in the file.`,
      { cause: error },
    );
  }
  return new AuthError(
    "token_endpoint_unreachable",
    `Cannot reach ${context.endpoint}: check the address and that the server runs.`,
    { cause: error instanceof Error ? (error.cause ?? error) : error },
  );
}

function isKeyTrouble(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code === "string" && /^ERR_(OSSL|CRYPTO|INVALID_ARG)/.test(error.code);
}

interface Answer {
  status: number | undefined;
  oauthError: string | undefined;
  description: string | undefined;
}

function answerIn(error: unknown): Answer | undefined {
  if (typeof error !== "object" || error === null || !("response" in error)) return undefined;
  const { response } = error;
  if (typeof response !== "object" || response === null) return undefined;
  const status = "status" in response ? response.status : undefined;
  const data = "data" in response ? parsed(response.data) : {};
  return {
    status: typeof status === "number" ? status : undefined,
    oauthError: typeof data["error"] === "string" ? data["error"] : undefined,
    description:
      typeof data["error_description"] === "string" ? data["error_description"] : undefined,
  };
}

function parsed(data: unknown): Record<string, unknown> {
  return typeof data === "object" && data !== null ? { ...data } : {};
}
