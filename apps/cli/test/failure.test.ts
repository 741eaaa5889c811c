import { expect, test } from "vitest";
import { describeFailure } from "../src/lib/failure.ts";

const context = { baseUrl: "http://127.0.0.1:8085" };

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
    "Said. Sign in again with more: `leasehold login --scopes taskqueue,leasehold.admin`. To act as a user of a domain (--requestor, --subject), have the scope added under Manage API client access.",
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
