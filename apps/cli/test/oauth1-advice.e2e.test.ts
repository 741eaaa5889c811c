import { freePort } from "@leasehold/testing/free-port";
import { browse } from "@leasehold/testing/form-browser";
import { findProgram } from "@leasehold/testing/programs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli, startCli, startProgram } from "./cli.ts";
import { ada, type Service, startService } from "./service.ts";

const taskqueue = "https://www.googleapis.com/auth/taskqueue";
const consumer = ["--consumer-key", "consumer.example.com"];
const secrets = {
  LEASEHOLD_CONSUMER_SECRET: "consumer-secret",
  LEASEHOLD_API_KEY: "acme-server-key",
};
const asAda = ["--requestor", "ada@example.com"];
const script = findProgram("script");
const list = ["queues", "list", "--project", "acme"];

let service: Service;
let realm: string;
beforeAll(async () => {
  realm = `http://127.0.0.1:${await freePort()}/`;
  service = await startService(`
    oauthConsumers:
      - { key: consumer.example.com, secret: consumer-secret, realm: "${realm}" }
    apiKeys: [{ key: acme-server-key, kind: server }]
delegations:
  - { domain: example.com, client: consumer.example.com, scopes: ["${taskqueue}"] }
  - { domain: example.com, client: worker@acme.example.com, scopes: ["${taskqueue}"] }
`);
});
afterAll(() => service[Symbol.asyncDispose]());

/** The words of a command line that a message shows, after `leasehold`. */
function wordsOf(command: string): string[] {
  return command.trim().split(" ").slice(1);
}

/** What a message shows between backticks. */
function shownIn(message: string): string[] {
  return wordsOf(/`(leasehold login [^`]+)`/.exec(message)?.[1] ?? "");
}

/** The two lines that change a delegation, as an administrator who signs in types them. */
async function delegateAsShown(name: string, message: string): Promise<void> {
  const [login = "", patch = ""] = message.split("\n").filter((line) => line.startsWith("  "));
  const [, ...flags] = wordsOf(login);
  expect((await service.signIn(name, ada, flags)).status).toBe(0);
  expect(await service.as(name, wordsOf(patch))).toMatchObject({ status: 0 });
}

test("two-legged: what is shown for a missing scope helps, typed as it is", async () => {
  const env = { ...service.envOf("two"), ...secrets };
  expect((await runCli(["login", "--oauth1", ...consumer, ...asAda], { env })).status).toBe(0);
  const refused = await service.as("two", list);
  expect(refused.status).toBe(4);
  expect(refused.stderr).toContain(
    "What consumer.example.com may do as ada@example.com, the delegation decides.",
  );
  expect(refused.stderr).not.toContain("login --scopes");
  await delegateAsShown("two", refused.stderr);
  expect(await service.as("two", list)).toMatchObject({ status: 0, stderr: "" });
  expect((await service.as("two", ["tasks", "list", "images", ...list.slice(2)])).status).toBe(0);
});

test("two-legged for a domain that has delegated nothing: an administrator is told how", async () => {
  const env = { ...service.envOf("far"), ...secrets };
  const login = ["login", "--oauth1", ...consumer, "--requestor", "cy@other.example"];
  const early = await runCli(login, { env });
  expect(early.status).toBe(4);
  expect(early.stderr).toContain("cy@other.example must be a user of the service.");
  await delegateAsShown("far", early.stderr);
  const admin = ["--profile", "administrator"];
  const user = ["users", "create", "cy@other.example", ...admin];
  expect(await service.as("far", user)).toMatchObject({ status: 0 });
  expect((await runCli(login, { env })).status).toBe(0);
});

test("a service account that acts as a user: both halves of what is shown are needed", async () => {
  const account = ["--service-account", service.keyFile, "--subject", "ada@example.com"];
  expect((await service.as("robot", ["login", ...account])).status).toBe(0);
  const { status, stderr } = await service.as("robot", list);
  expect(status).toBe(4);
  const again = shownIn(stderr);
  expect(again).toEqual(["login", ...account, "--scopes", "taskqueue,leasehold.admin"]);
  const early = await service.as("robot", again);
  expect([early.status, early.stderr]).toEqual([
    3,
    expect.stringContaining("must grant it these scopes") as string,
  ]);
  await delegateAsShown("robot", stderr);
  expect((await service.as("robot", again)).status).toBe(0);
  expect(await service.as("robot", list)).toMatchObject({ status: 0, stderr: "" });
});

test("three-legged: the sign-in that is shown asks for more, with the secret that is known", async () => {
  const env = { ...service.envOf("three"), ...secrets };
  await signInByCode(["login", "--oauth1", ...consumer, "--scopes", "taskqueue"], env);
  const { status, stderr } = await service.as("three", list);
  expect(status).toBe(4);
  await signInByCode(shownIn(stderr), service.envOf("three"));
  expect(await service.as("three", list)).toMatchObject({ status: 0, stderr: "" });
});

test("hybrid: the same, where the browser came back to", async () => {
  const place = ["--callback", `${realm}back`, "--realm", realm];
  const env = { ...service.envOf("hybrid"), ...secrets };
  const args = ["login", "--hybrid", ...consumer, ...place, "--scopes", "taskqueue"];
  await signInInBrowser(args, env);
  const { status, stderr } = await service.as("hybrid", list);
  expect(status).toBe(4);
  await signInInBrowser(shownIn(stderr), service.envOf("hybrid"));
  expect(await service.as("hybrid", list)).toMatchObject({ status: 0, stderr: "" });
});

test.skipIf(script === undefined)("Ctrl-C at a question ends the command as anywhere", async () => {
  const main = new URL("../src/main.ts", import.meta.url).pathname;
  const words = [process.execPath, main, "login", "--oauth1", ...consumer].join(" ");
  await using login = startProgram([script ?? "", "-qec", words, "/dev/null"], {
    env: { ...service.envOf("leaver"), ...secrets },
  });
  await login.saw(/Code that the page shows: /);
  login.type("\u0003");
  const { status, stdout } = await login.ended;
  expect(status).toBe(130);
  expect(stdout).not.toContain("No answer was given");
});

test("another consumer's secret is not taken for this one's", async () => {
  const env = { ...service.envOf("other"), ...secrets };
  expect((await runCli(["login", "--oauth1", ...consumer, ...asAda], { env })).status).toBe(0);
  const args = ["login", "--oauth1", "--consumer-key", "other.example.com", ...asAda];
  const { status, stderr } = await service.as("other", args);
  expect(stderr).toContain("leasehold: OAuth 1.0 needs an API key");
  expect(status).toBe(2);
});

async function signInByCode(args: string[], env: Record<string, string>): Promise<void> {
  await using login = startCli(args, { env });
  const [address] = await login.saw(/http:\/\/\S+\?oauth_token=\S+/);
  const { text } = await browse(address, ada);
  login.type(/id="code"[^>]*>([^<]+)</.exec(text)?.[1] ?? "");
  expect((await login.ended).status).toBe(0);
}

async function signInInBrowser(args: string[], env: Record<string, string>): Promise<void> {
  await using login = startCli(args, { env });
  const [address] = await login.saw(/http:\/\/\S+\/accounts\/o8\/ud\?\S+/);
  await browse(address, ada);
  expect((await login.ended).status).toBe(0);
}
