/**
 * The headers of every page: nothing runs on it, nothing frames it, nobody keeps it.
 *
 * @param options.formTargets - sources that a form's answer may lead to besides this origin.
 * @param options.scriptSource - the hash of the one script that runs after all.
 */
export function pageHeaders(
  options: {
    formTargets?: readonly string[] | undefined;
    scriptSource?: string | undefined;
  } = {},
): Record<string, string> {
  const { formTargets = [], scriptSource } = options;
  const formAction = ["'self'", ...formTargets].join(" ");
  const scripts = scriptSource === undefined ? "" : ` script-src ${scriptSource};`;
  return {
    "content-security-policy": `default-src 'none';${scripts} style-src 'self'; img-src 'self' data:; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
  };
}
