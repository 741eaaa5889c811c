import type { CredentialRequest } from "@leasehold/authority";
import type { ApiRequest } from "./exchange.ts";

/** What the authority finds out by who calls: the request as it came, with those of its parameters that may hold credentials. */
export function credentialRequest(
  { method, target, host, headers, remoteAddress }: ApiRequest,
  { query, form, formText }: Pick<CredentialRequest, "query" | "form" | "formText">,
): CredentialRequest {
  const apiKey = headers["x-goog-api-key"];
  return {
    method,
    target,
    host,
    authorization: headers.authorization,
    apiKeyHeader: typeof apiKey === "string" ? apiKey : undefined,
    query,
    form,
    formText,
    referer: headers.referer,
    remoteAddress,
  };
}
