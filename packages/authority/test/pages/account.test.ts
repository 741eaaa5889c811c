import { htmlForms } from "@leasehold/testing/html-forms";
import { describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import { getTokens, isAccepted, postForm, webClient } from "../support/oauth-tokens.ts";
import { newVisitor, type Visitor, type VisitorPage } from "../support/visitor.ts";

describe("/permissions", () => {
  async function open(service: OAuthService, visitor: Visitor): Promise<VisitorPage> {
    const page = await visitor.get("/permissions");
    return page.status === 303 ? visitor.signIn(await visitor.get(page.location)) : page;
  }

  test("lists what was allowed, in words and with a day", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await getTokens(service, { scope: `${taskQueue} email` }, visitor);
    const page = await open(service, visitor);
    expect(page.text).toContain("<h2><bdi>Acme Web</bdi></h2>");
    expect(page.text).toContain("Project <bdi>Acme</bdi>");
    expect(page.text).toContain('<time datetime="2026-01-01">1 January 2026</time>');
    expect(page.text).toContain("<li>See your e-mail address</li>");
    const none = newVisitor(service.origin);
    const bobs = await none.signIn(
      await none.get("/signin?continue=/permissions"),
      "bob@example.com",
      "battery-staple",
    );
    expect(bobs.text).toContain("No application has access to your account.");
  });

  test("takes the access back at once", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const { accessToken, refreshToken } = await getTokens(service, {}, visitor);
    expect(await isAccepted(service, accessToken)).toBe(true);
    const answer = await visitor.submit(await open(service, visitor), {}, 1);
    expect([answer.status, answer.location]).toEqual([303, "/permissions?removed"]);
    expect(await isAccepted(service, accessToken)).toBe(false);
    const refresh = await postForm(service, "/token", {
      ...webClient,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    expect(refresh.body["error_description"]).toBe("Token has been expired or revoked.");
    const page = await visitor.get(answer.location);
    expect(page.text).toContain("The application no longer has access.");
    const log = await service.database
      .selectFrom("audit_log")
      .select(["actor", "action", "target"])
      .where("action", "like", "grant.%")
      .orderBy("action")
      .execute();
    expect(log).toEqual([
      { actor: "ada@example.com", action: "grant.allow", target: "web-client" },
      { actor: "ada@example.com", action: "grant.revoke", target: "web-client" },
    ]);
  });

  test("takes back nobody else's, and nothing without the CSRF token", async () => {
    await using service = await startOAuthService();
    const ada = newVisitor(service.origin);
    const { accessToken } = await getTokens(service, {}, ada);
    const page = await open(service, ada);
    const grant = htmlForms(page.text)[1]?.hidden["grant"] ?? "";
    const bob = newVisitor(service.origin);
    const bobs = await bob.signIn(
      await bob.get("/signin?continue=/permissions"),
      "bob@example.com",
      "battery-staple",
    );
    const csrf = htmlForms(bobs.text)[0]?.hidden["csrf"] ?? "";
    await bob.post("/permissions", { csrf, grant });
    expect((await ada.post("/permissions", { csrf, grant })).status).toBe(403);
    expect((await ada.post("/permissions", { grant })).status).toBe(403);
    expect(await isAccepted(service, accessToken)).toBe(true);
  });
});

describe("/setup", () => {
  const form = {
    name: "Ada",
    email: "Ada@example.com",
    password: "correct-horse",
    project: "acme",
  };

  async function openSetup(service: OAuthService, visitor: Visitor): Promise<VisitorPage> {
    return visitor.get((await service.authority.setupUrl()) ?? "no link");
  }

  test("makes an administrator who is signed in and owns a project with Task Queue on", async () => {
    await using service = await startOAuthService({ yaml: "users: []" });
    const visitor = newVisitor(service.origin);
    const answer = await visitor.submit(await openSetup(service, visitor), form);
    expect([answer.status, answer.location]).toEqual([303, "/console/"]);
    expect((await visitor.get("/permissions")).text).toContain("ada@example.com");
    const projects = await service.authority.administration.projects.list(
      { user: "ada@example.com", administrator: true },
      { after: "", limit: 10 },
    );
    expect(projects).toEqual([
      {
        id: "acme",
        number: expect.stringMatching(/^[1-9]\d{11}$/),
        name: "acme",
        role: "owner",
        services: ["taskqueue"],
        createTime: expect.any(String),
      },
    ]);
    expect(await service.authority.setupUrl()).toBeUndefined();
  });

  test("works once", async () => {
    await using service = await startOAuthService({ yaml: "users: []" });
    const visitor = newVisitor(service.origin);
    const page = await openSetup(service, visitor);
    const answers = await Promise.all([
      visitor.submit(page, form),
      visitor.submit(page, { ...form, email: "eve@example.com", project: "" }),
    ]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303, 404]));
    expect((await visitor.submit(page, form)).status).toBe(404);
  });

  test.each(["", "?token=", "?token=guess"])(
    "is closed without the link's token: %s",
    async (query) => {
      await using service = await startOAuthService({ yaml: "users: []" });
      const page = await newVisitor(service.origin).get(`/setup${query}`);
      expect(page.status).toBe(404);
      expect(page.text).toContain("This link no longer works");
    },
  );

  test("is closed a day after the link was made", async () => {
    await using service = await startOAuthService({ yaml: "users: []" });
    const visitor = newVisitor(service.origin);
    const page = await openSetup(service, visitor);
    service.clock.advance(24 * 60 * 60 * 1000);
    expect((await visitor.submit(page, form)).status).toBe(404);
  });

  test.each([
    ["name", { name: " " }],
    ["email", { email: "ada" }],
    ["password", { password: "too short" }],
    ["project", { project: "Acme!" }],
    ["project", { project: "leasehold" }],
  ])("says at the field what is wrong: %s", async (field, changes) => {
    await using service = await startOAuthService({ yaml: "users: []" });
    const visitor = newVisitor(service.origin);
    const page = await openSetup(service, visitor);
    const answer = await visitor.submit(page, { ...form, ...changes });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`id="${field}-error"`);
    expect(answer.text).not.toContain("correct-horse");
    expect((await visitor.submit(answer, form)).status).toBe(303);
  });

  test("gives nobody a service account's address", async () => {
    await using service = await startOAuthService({
      yaml: "projects: [{ id: other, serviceAccounts: [{ email: worker@other.example }] }]",
    });
    const visitor = newVisitor(service.origin);
    const page = await openSetup(service, visitor);
    const answer = await visitor.submit(page, { ...form, email: "Worker@other.example" });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('id="email-error"');
    expect(await service.database.selectFrom("users").selectAll().execute()).toEqual([]);
  });

  test("needs no project, and refuses a form without the CSRF token", async () => {
    await using service = await startOAuthService({ yaml: "users: []" });
    const visitor = newVisitor(service.origin);
    const page = await openSetup(service, visitor);
    expect((await visitor.submit(page, { ...form, csrf: "x" })).status).toBe(403);
    expect((await visitor.submit(page, { ...form, project: "" })).status).toBe(303);
  });
});
