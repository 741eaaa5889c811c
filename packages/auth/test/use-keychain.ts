// What a process of its own does in keychain-token-store.test.ts: opens the store of a folder, does one thing for
// each word after it ("save", "load", or "forget" for the key), and prints what came of it.
import { AsyncEntry } from "@napi-rs/keyring";
import { openKeychainTokenStore } from "../src/keychain-token-store.ts";

const [folder = "", ...words] = process.argv.slice(2);
const { store, ...opened } = await openKeychainTokenStore({ folder });
const tokens = { accessToken: "the-access-token", refreshToken: "the-refresh-token" };
const work: Record<string, () => Promise<unknown>> = {
  save: async () => store.save("ada", tokens),
  load: async () => store.load("ada"),
  forget: async () =>
    new AsyncEntry("leasehold", folder, { linux: { store: "secret-service" } }).deleteCredential(),
};
const results: unknown[] = [];
for (const word of words) {
  try {
    results.push((await work[word]?.()) ?? "done");
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    results.push({ code, message });
  }
}
process.stdout.write(`${JSON.stringify({ ...opened, results })}\n`);
