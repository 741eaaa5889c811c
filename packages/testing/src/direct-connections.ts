const loopback = ["127.0.0.1", "localhost", "::1"];

/**
 * Lets tests and all that they start reach each other where the environment names a proxy. Vitest runs this once,
 * before the tests.
 */
export function setup(): void {
  for (const name of ["NO_PROXY", "no_proxy"]) {
    const named = process.env[name] ?? "";
    process.env[name] = [...loopback, ...(named === "" ? [] : [named])].join(",");
  }
}
