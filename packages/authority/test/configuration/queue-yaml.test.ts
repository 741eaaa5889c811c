import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../src/configuration-error.ts";
import { parseQueueYaml } from "../../src/queue-yaml.ts";

const whole = `
total_storage_limit: 120M
queue:
- name: push-queue
  rate: 5/s
  bucket_size: 40
  max_concurrent_requests: 10
  target: worker
  retry_parameters:
    task_retry_limit: 7
    task_age_limit: 2d
    min_backoff_seconds: 10.5
    max_backoff_seconds: 200
    max_doublings: 0
- name: pull-queue
  mode: pull
  retry_parameters:
    task_retry_limit: 5
  acl:
  - user_email: Bar@foo.com
  - writer_email: user@gmail.com
  - admin_email: boss@foo.com
  - user_email: bar@foo.com
  dead_letter_queue: dead
- name: off
  rate: 0
`;

describe("parseQueueYaml", () => {
  it("reads every key of App Engine's file, and ours", () => {
    const nobody = { adminEmails: [], consumerEmails: [], producerEmails: [] };
    expect(parseQueueYaml(whole)).toEqual([
      {
        name: "push-queue",
        mode: "push",
        maxLeases: 7,
        acl: nobody,
        paused: false,
        disabled: false,
      },
      {
        name: "pull-queue",
        mode: "pull",
        maxLeases: 5,
        deadLetterQueue: "dead",
        acl: {
          adminEmails: ["boss@foo.com"],
          consumerEmails: ["bar@foo.com"],
          producerEmails: ["user@gmail.com"],
        },
        paused: false,
        disabled: false,
      },
      { name: "off", mode: "push", maxLeases: 0, acl: nobody, paused: false, disabled: false },
    ]);
  });

  it("takes a file without queues", () => {
    expect(parseQueueYaml("queue:\n")).toEqual([]);
    expect(parseQueueYaml("total_storage_limit: 1.5G\n")).toEqual([]);
  });

  const row = (rest: string): string => `queue:\n- name: q\n  ${rest}\n`;
  it.each<[name: string, yaml: string, code: string, path: string]>([
    ["an empty file", "", "wrong_type", ""],
    ["an unknown key at the top", "queues: []", "unknown_key", "queues"],
    ["a size that is none", "total_storage_limit: much", "value_invalid", "total_storage_limit"],
    ["a queue without name", "queue:\n- mode: pull\n", "value_missing", "queue[0].name"],
    ["a name with an underscore", "queue:\n- name: a_b\n", "value_invalid", "queue[0].name"],
    [
      "a name of 101 letters",
      `queue:\n- name: ${"a".repeat(101)}\n`,
      "value_invalid",
      "queue[0].name",
    ],
    ["a name twice", "queue:\n- name: a\n- name: a\n", "duplicate", "queue[1]"],
    ["an unknown key", row("colour: red"), "unknown_key", "queue[0].colour"],
    ["an unknown mode", row("mode: poll"), "value_invalid", "queue[0].mode"],
    ["a rate that is none", row("rate: fast"), "value_invalid", "queue[0].rate"],
    ["a bucket that is text", row("bucket_size: big"), "wrong_type", "queue[0].bucket_size"],
    ["a negative bucket", row("bucket_size: -1"), "value_invalid", "queue[0].bucket_size"],
    [
      "half a request",
      row("max_concurrent_requests: 0.5"),
      "value_invalid",
      "queue[0].max_concurrent_requests",
    ],
    ["a target that is a list", row("target: []"), "wrong_type", "queue[0].target"],
    [
      "an unknown retry parameter",
      row("retry_parameters: { limit: 1 }"),
      "unknown_key",
      "queue[0].retry_parameters.limit",
    ],
    [
      "a negative retry limit",
      row("retry_parameters: { task_retry_limit: -1 }"),
      "value_invalid",
      "queue[0].retry_parameters.task_retry_limit",
    ],
    [
      "an age that is none",
      row("retry_parameters: { task_age_limit: 2 days }"),
      "value_invalid",
      "queue[0].retry_parameters.task_age_limit",
    ],
    [
      "a negative back-off",
      row("retry_parameters: { min_backoff_seconds: -1 }"),
      "value_invalid",
      "queue[0].retry_parameters.min_backoff_seconds",
    ],
    [
      "a back-off that is text",
      row("retry_parameters: { max_backoff_seconds: long }"),
      "wrong_type",
      "queue[0].retry_parameters.max_backoff_seconds",
    ],
    [
      "an acl row with two addresses",
      row("acl: [{ user_email: a@b, writer_email: a@b }]"),
      "value_invalid",
      "queue[0].acl[0]",
    ],
    ["an acl row with none", row("acl: [{}]"), "value_invalid", "queue[0].acl[0]"],
    [
      "an acl row with an unknown key",
      row("acl: [{ reader_email: a@b }]"),
      "unknown_key",
      "queue[0].acl[0].reader_email",
    ],
    [
      "an acl address that is none",
      row("acl: [{ user_email: a@b }, { user_email: ada }]"),
      "value_invalid",
      "queue[0].acl[1].user_email",
    ],
    [
      "a queue that is its own dead-letter queue",
      row("dead_letter_queue: q"),
      "value_invalid",
      "queue[0].dead_letter_queue",
    ],
  ])("refuses %s", (_name, yaml, code, path) => {
    let caught: unknown;
    try {
      parseQueueYaml(yaml);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigurationError);
    expect(caught).toMatchObject({ code, path });
  });

  it("refuses more than 10000 queues and takes 10000", () => {
    const rows = (count: number): string =>
      `queue:\n${Array.from({ length: count }, (_, index) => `- name: q${index}\n`).join("")}`;
    expect(parseQueueYaml(rows(10_000))).toHaveLength(10_000);
    expect(() => parseQueueYaml(rows(10_001))).toThrow(
      "queue, line 2: There are more than 10000 queues.",
    );
  });
});
