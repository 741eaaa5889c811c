const proxies = ["http_proxy", "https_proxy", "all_proxy"];

/**
 * Lets tests and all that they start reach each other where the environment names a proxy: nothing of them is beyond
 * this machine, and not every old library knows NO_PROXY. Vitest runs this once, before the tests.
 */
export function setup(): void {
  for (const name of proxies) {
    delete process.env[name];
    delete process.env[name.toUpperCase()];
  }
}
