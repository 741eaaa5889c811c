// What a process of its own does in shared-store.test.ts until it is killed: saves ever longer tokens, in its
// turn, long enough for a kill to come in the middle of a write.
import { fileTokenStore } from "../src/token-store.ts";

const [folder = ""] = process.argv.slice(2);
const store = fileTokenStore({ folder });
const shortest = 200_000;
for (let length = shortest; ; length += 1000) {
  const tokens = { accessToken: "a".repeat(length), refreshToken: "refresh-1" };
  await store.exclusively?.("ada", () => store.save("ada", tokens));
  if (length === shortest) process.stdout.write("started\n");
}
