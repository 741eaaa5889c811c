import { expect, test } from "vitest";
import { describeFailure } from "../src/lib/failure.ts";
import type { SignIn } from "../src/lib/profiles.ts";
import type { Settings } from "../src/lib/settings.ts";

const baseUrl = "http://127.0.0.1:8085";
const context = settingsOf();

/** Settings of somebody who is signed in to {@link baseUrl} like this. */
function settingsOf(signIn?: SignIn, profileName = "default"): Settings {
  const signIns = signIn === undefined ? {} : { [baseUrl]: signIn };
  const profile = { signIns };
  return {
    baseUrl,
    usualBaseUrl: baseUrl,
    profileName,
    profile,
    project: undefined,
    json: false,
  };
}

function apiError(status: number, message: string, facts: object = {}): Error {
  return Object.assign(new Error(message), { name: "ApiError", status, ...facts });
}

test.each<[number, string | undefined, number, string]>([
  [400, "invalid", 1, "Said. Correct that and run the command again."],
  [401, "authError", 3, "The server did not accept the sign-in: Said. Run `leasehold login`."],
  [
    403,
    "insufficientPermissions",
    4,
    "Said. Sign in again with more: `leasehold login --scopes taskqueue,leasehold.admin`.",
  ],
  [403, "accessNotConfigured", 4, "Said. Switch the service on for the application's project."],
  [403, "ipRefererBlocked", 4, "Said. Use a key that this machine may use."],
  [
    403,
    "forbidden",
    4,
    "Said. `leasehold whoami` shows who you are; an owner of the project can give you access.",
  ],
  [404, "notFound", 5, "Said. The `list` beside this command shows what there is."],
  [409, "duplicate", 1, "Said."],
  [
    503,
    "backendError",
    1,
    "The server answered 503: Said. Try again; if it stays, see the server's log.",
  ],
])(
  "the API's %i %s ends with exit code %i and says what to do",
  (status, reason, exitCode, message) => {
    expect(describeFailure(apiError(status, "Said", { reason }), context)).toEqual({
      exitCode,
      message,
    });
  },
);

test.each([
  ["Not Found. The project demo has no queue nope.", "`leasehold queues list`"],
  [
    "Not Found. The queue projects/demo/taskqueues/q has no task cat.",
    "`leasehold tasks list QUEUE`",
  ],
  ["Not Found. ada@example.com has no project nope.", "`leasehold projects list`"],
  ["Not Found. There is no user nobody@example.com.", "`leasehold users list`"],
])("%s: the list of such things is named", (message, command) => {
  expect(describeFailure(apiError(404, message), context).message).toBe(
    `${message.replace("Not Found. ", "")} ${command} shows what there is.`,
  );
});

test("a wrong clock is no reason to sign in again", () => {
  const message = "timestamp_refused: The timestamp 1 is not between 2 and 3: set the clock.";
  const failure = describeFailure(apiError(401, message, { reason: "authError" }), context);
  expect(failure).toEqual({ exitCode: 1, message });
});

test("a refused parameter points to the help", () => {
  const error = apiError(400, "Bad tag.", { errors: [{ locationType: "parameter" }] });
  expect(describeFailure(error, context).message).toBe(
    "Bad tag. The command's --help says what each flag takes.",
  );
});

test("anything else that was thrown is said as it is", () => {
  expect(describeFailure(new Error("The disk is full"), context)).toEqual({
    exitCode: 1,
    message: "The disk is full.",
  });
});

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;
const consumer = { consumerKey: "consumer.example.com", consumerSecret: "s", apiKey: "k" };
const needed = `Insufficient Permission. The access token must have the scope ${scope("leasehold.admin")} or ${scope("leasehold.admin.readonly")}.`;

test.each<[string, SignIn, string]>([
  [
    "a user",
    { type: "user", clientId: "leasehold-cli", scopes: ["email", scope("taskqueue")] },
    "leasehold login --scopes email,taskqueue,leasehold.admin",
  ],
  [
    "a user of an application of one's own, with a keychain",
    {
      type: "user",
      clientId: "c",
      clientFile: "/home/ada/my client.json",
      scopes: [scope("taskqueue")],
      keychain: true,
    },
    "leasehold login --client '/home/ada/my client.json' --scopes taskqueue,leasehold.admin --keychain",
  ],
  [
    "a service account",
    { type: "service-account", keyFile: "/w.json", scopes: [scope("taskqueue")] },
    "leasehold login --service-account /w.json --scopes taskqueue,leasehold.admin",
  ],
  [
    "three-legged OAuth 1.0",
    { type: "oauth1", consumer, scopes: [scope("taskqueue.consumer")] },
    "leasehold login --oauth1 --consumer-key consumer.example.com --scopes taskqueue.consumer,leasehold.admin",
  ],
  [
    "a hybrid sign-in",
    {
      type: "oauth1",
      consumer,
      scopes: [scope("taskqueue.consumer")],
      hybrid: { callback: "http://127.0.0.1:9004/app/back", realm: "http://127.0.0.1:9004/app" },
    },
    "leasehold login --hybrid --callback http://127.0.0.1:9004/app/back --realm http://127.0.0.1:9004/app --consumer-key consumer.example.com --scopes taskqueue.consumer,leasehold.admin",
  ],
])("%s that lacks a scope is told how to sign in with it", (_name, signIn, command) => {
  const error = apiError(403, needed, { reason: "insufficientPermissions" });
  const { message, exitCode } = describeFailure(error, settingsOf(signIn));
  expect(message).toBe(`${needed} Sign in again with more: \`${command}\`.`);
  expect(exitCode).toBe(4);
});

test("two-legged, the delegation is what lacks the scope", () => {
  const signIn: SignIn = { type: "two-legged", consumer, scopes: [], requestor: "ada@example.com" };
  const error = apiError(403, needed, { reason: "insufficientPermissions" });
  expect(describeFailure(error, settingsOf(signIn)).message.split("\n")).toEqual([
    `${needed} What consumer.example.com may do as ada@example.com, the delegation decides. An administrator changes it in the console, under Manage API client access, or by:`,
    "  leasehold login --base-url http://127.0.0.1:8085 --profile administrator",
    "  leasehold delegations patch example.com consumer.example.com --scopes taskqueue,leasehold.admin.readonly --profile administrator",
    "These scopes replace the ones that there are: `leasehold delegations list --profile administrator` shows them.",
  ]);
});

test("a sign-in that has ended is told how to be made again, of its own kind and name", () => {
  const signIn: SignIn = { type: "two-legged", consumer, scopes: [], requestor: "ada@example.com" };
  const error = apiError(401, "consumer_key_unknown: No.", { reason: "authError" });
  expect(describeFailure(error, settingsOf(signIn, "2lo")).message).toContain(
    "Run `leasehold login --oauth1 --consumer-key consumer.example.com --requestor ada@example.com --profile 2lo`.",
  );
});
