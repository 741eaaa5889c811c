// What a process of its own does in shared-store.test.ts until it is killed: saves ever longer tokens, in its turn.
import { fileTokenStore } from "../src/token-store.ts";

const [folder = ""] = process.argv.slice(2);
const store = fileTokenStore({ folder });
for (let length = 1; ; length += 1000) {
  const tokens = { accessToken: "a".repeat(length), refreshToken: "refresh-1" };
  await store.exclusively?.("ada", () => store.save("ada", tokens));
  if (length === 1) process.stdout.write("started\n");
}
