import { expect, test } from "vitest";
import { ApiError } from "../src/lib/api/api-error.ts";
import { renderError } from "../src/lib/api/render-error.ts";
import { errorOf } from "../src/lib/taskqueue/failure.ts";

const path = { project: "s~acme", taskqueue: "images" };

test.each([
  ["queue_disabled", 400, "invalid"],
  ["queue_not_pull", 400, "invalid"],
  ["task_not_found", 404, "notFound"],
  ["task_exists", 409, "duplicate"],
  ["task_name_tombstoned", 409, "duplicate"],
  ["lease_expired", 400, "invalid"],
  ["store_failed", 503, "backendError"],
  ["overloaded", 503, "backendError"],
] as const)("the failure %s is answered %d %s", (failure, status, reason) => {
  const error = errorOf(failure, path, "a-task");
  expect([error.status, error.reason]).toEqual([status, reason]);
});

test.each(["store_failed", "overloaded"] as const)("%s says when to try again", (failure) => {
  const answer = renderError(errorOf(failure, path, ""), { pretty: true, methodId: "m" });
  expect(answer.headers).toContain("Retry-After");
  expect(answer.headers[answer.headers.indexOf("Retry-After") + 1]).toBe("1");
});

test("what is not an ApiError is 500 internalError and says nothing of itself", () => {
  const fault = new Error("SELECT secret FROM /var/lib");
  const answer = renderError(fault, { pretty: false, methodId: "m" });
  expect(answer.status).toBe(500);
  expect(answer.body).toBe(
    '{"error":{"errors":[{"domain":"global","reason":"internalError","message":"Internal Error. The service\'s log says more under this answer\'s X-Request-Id."}],"code":500,"message":"Internal Error. The service\'s log says more under this answer\'s X-Request-Id."}}',
  );
  expect(answer.fault).toBe(fault);
});

test("the envelope has the location and the domain of the limits", () => {
  const error = new ApiError({
    status: 400,
    reason: "keyInvalid",
    message: "Bad key",
    location: { type: "parameter", name: "key" },
  });
  const { body } = renderError(error, { pretty: false, methodId: undefined });
  expect(JSON.parse(String(body))).toEqual({
    error: {
      errors: [
        {
          domain: "usageLimits",
          reason: "keyInvalid",
          message: "Bad key",
          locationType: "parameter",
          location: "key",
        },
      ],
      code: 400,
      message: "Bad key",
    },
  });
});
