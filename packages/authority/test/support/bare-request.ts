import type { CredentialRequest } from "../../src/authority.ts";

/** The address of a queue of the examples. */
export const imagesPath = "/taskqueue/v1beta2/projects/acme/taskqueues/images";

/** A call of the API as it arrives, without any credential. */
export const bareRequest: CredentialRequest = {
  method: "GET",
  target: imagesPath,
  host: undefined,
  authorization: undefined,
  apiKeyHeader: undefined,
  query: undefined,
  form: undefined,
  formText: undefined,
  referer: undefined,
  remoteAddress: "127.0.0.1",
};
