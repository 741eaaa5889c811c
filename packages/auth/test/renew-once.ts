// What a process of its own does in shared-store.test.ts: prints an access token of a stored account.
import { installedApp } from "../src/installed-app.ts";
import { fileTokenStore } from "../src/token-store.ts";

const [issuer = "", folder = ""] = process.argv.slice(2);
const app = installedApp({
  clientId: "cli-client",
  scopes: [],
  issuer,
  store: fileTokenStore({ folder }),
  account: "ada",
});
process.stdout.write(await app.credential.accessToken());
