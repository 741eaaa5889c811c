import { ApiError } from "../api/api-error.ts";

/**
 * Refuses a request whose Authorization headers differ. Node hands on the first of them and drops the others, while a
 * proxy may have looked at the last.
 *
 * @param rawHeaders - names and values in turn, as `IncomingMessage.rawHeaders` has them.
 * @throws ApiError `invalid`
 */
export function refuseOtherAuthorization(rawHeaders: readonly string[]): void {
  let first: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length !== headerName.length || name.toLowerCase() !== headerName) continue;
    first ??= rawHeaders[index + 1]!;
    if (rawHeaders[index + 1] !== first) throw authorizationsDiffer("the request");
  }
}

const headerName = "authorization";

/** @param where - what has the headers, inside a sentence. */
export function authorizationsDiffer(where: string): ApiError {
  return new ApiError({
    status: 400,
    reason: "invalid",
    message: `There is more than one Authorization header in ${where}, and they differ. Send one credential.`,
    location: { type: "header", name: "Authorization" },
  });
}
