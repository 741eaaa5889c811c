import { describe, expect, it } from "vitest";
import { createQueueAccess } from "../../src/lib/access/queue-access.ts";
import { createServiceSwitch } from "../../src/lib/access/service-switch.ts";
import { openTestContext } from "../support/open-test-context.ts";

const none = { member: false, owner: false, consumer: false, producer: false, admin: false };

describe("queueAccess", () => {
  it("tells members, owners and the three lists of the ACL apart", async () => {
    await using opened = await openTestContext();
    await opened.apply(`projects:
  - id: acme
    members:
      - { email: owner@a.example, role: owner }
      - { email: editor@a.example, role: editor }
      - { email: viewer@a.example, role: viewer }
    queues:
      - name: images
        mode: pull
        acl:
          - { user_email: reads@a.example }
          - { writer_email: writes@a.example }
          - { admin_email: rules@a.example }
          - { user_email: viewer@a.example }
          - { writer_email: viewer@a.example }
  - id: other
`);
    const queueAccess = createQueueAccess(opened.context, opened.memory);
    const of = async (name: string, project = "acme", queue = "images"): Promise<object> =>
      queueAccess({ project, queue, user: `${name}@a.example` });
    expect(await of("owner")).toEqual({ ...none, member: true, owner: true });
    expect(await of("editor")).toEqual({ ...none, member: true });
    expect(await of("viewer")).toEqual({ ...none, member: true, consumer: true, producer: true });
    expect(await of("reads")).toEqual({ ...none, consumer: true });
    expect(await of("writes")).toEqual({ ...none, producer: true });
    expect(await of("rules")).toEqual({ ...none, admin: true });
    expect(await of("nobody")).toEqual(none);
    expect(await of("owner", "acme", "no-such-queue")).toEqual({
      ...none,
      member: true,
      owner: true,
    });
    expect(await of("reads", "acme", "no-such-queue")).toEqual(none);
    expect(await of("owner", "other")).toEqual(none);
    expect(await of("owner", "no-such-project")).toEqual(none);
  });

  it("does not remember names that are longer than any that exist", async () => {
    await using opened = await openTestContext();
    await opened.applyExample();
    const queueAccess = createQueueAccess(opened.context, opened.memory);
    const request = { project: "acme", queue: "q".repeat(500), user: "ada@example.com" };
    expect(await queueAccess(request)).toEqual({ ...none, member: true, owner: true });
    const again = queueAccess(request);
    expect(again).toBeInstanceOf(Promise);
    expect(await again).toEqual({ ...none, member: true, owner: true });
  });

  it("answers without a promise what it remembers, for 5 seconds", async () => {
    await using opened = await openTestContext();
    await opened.applyExample();
    const queueAccess = createQueueAccess(opened.context, opened.memory);
    const ada = { project: "acme", queue: "images", user: "ada@example.com" };
    const first = await queueAccess(ada);
    expect(queueAccess(ada)).toBe(first);
    await opened.context.database.deleteFrom("queue_acl").execute();
    opened.clock.advance(4999);
    expect(queueAccess(ada)).toBe(first);
    opened.clock.advance(1);
    expect(await queueAccess(ada)).toEqual({ ...none, member: true, owner: true });
  });
});

describe("serviceIsOn", () => {
  it("asks the switch of a service that has one, and no other", async () => {
    await using opened = await openTestContext();
    await opened.apply("projects: [{ id: on, services: [taskqueue] }, { id: off }]");
    const serviceIsOn = createServiceSwitch(opened.context, opened.memory);
    expect(await serviceIsOn("on", "taskqueue")).toBe(true);
    expect(await serviceIsOn("off", "taskqueue")).toBe(false);
    expect(await serviceIsOn("no-such-project", "taskqueue")).toBe(false);
    expect(await serviceIsOn("leasehold", "taskqueue")).toBe(true);
    expect(serviceIsOn("off", "leasehold")).toBe(true);
  });

  it("answers without a promise what it remembers, on or off", async () => {
    await using opened = await openTestContext();
    await opened.apply("projects: [{ id: on, services: [taskqueue] }, { id: off }]");
    const serviceIsOn = createServiceSwitch(opened.context, opened.memory);
    await serviceIsOn("on", "taskqueue");
    await serviceIsOn("off", "taskqueue");
    expect(serviceIsOn("on", "taskqueue")).toBe(true);
    expect(serviceIsOn("off", "taskqueue")).toBe(false);
  });
});
