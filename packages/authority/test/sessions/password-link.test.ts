import { describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService } from "../support/oauth-service.ts";
import { newVisitor, type Visitor, type VisitorPage } from "../support/visitor.ts";

const agent = { actor: "ada@example.com" };

async function invite(service: OAuthService, email = "new@example.com"): Promise<string> {
  const { url = "no link" } = await service.authority.administration.users.create({ email }, agent);
  return url;
}

async function reset(service: OAuthService, email: string): Promise<string> {
  const { users } = service.authority.administration;
  return (await users.resetPassword(email, agent)).url ?? "no link";
}

async function opened(service: OAuthService, visitor: Visitor): Promise<string> {
  return (await visitor.get(`${service.origin}/permissions`)).location;
}

const password = "battery-horse-staple";

describe("/password", () => {
  test("an invited user chooses a password, is signed in, and signs in with it later", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get(await invite(service));
    expect(page.text).toContain("<h1>Choose a password</h1>");
    expect(page.text).toContain("new@example.com");
    expect(page.text).not.toContain("<script");
    const answer = await visitor.submit(page, { password });
    expect([answer.status, answer.location]).toEqual([303, "/"]);
    expect(await opened(service, visitor)).toBe("");
    const later = newVisitor(service.origin);
    const signIn = await later.get("/signin?continue=/permissions");
    const signedIn = await later.signIn(signIn, "new@example.com", password);
    expect(signedIn.text).toContain("Applications with access");
  });

  test("a link works once", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const url = await invite(service);
    const page = await visitor.get(url);
    await visitor.submit(page, { password });
    for (const again of [await visitor.get(url), await visitor.submit(page, { password })]) {
      expect(again.status).toBe(404);
      expect(again.text).toContain("This link no longer works");
    }
  });

  test("a new link puts an end to the one before, and each to itself in time", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const first = await invite(service);
    const second = await reset(service, "new@example.com");
    expect((await visitor.get(first)).status).toBe(404);
    expect((await visitor.get(second)).status).toBe(200);
    service.clock.advance(24 * 60 * 60 * 1000);
    expect((await visitor.get(second)).status).toBe(404);
  });

  test("a reset leaves the password until it is used, then signs out everywhere", async () => {
    await using service = await startOAuthService();
    const before = newVisitor(service.origin);
    await before.signIn(await before.get("/signin?continue=/permissions"));
    const url = await reset(service, "ada@example.com");
    expect(await opened(service, before)).toBe("");
    const visitor = newVisitor(service.origin);
    const page = await visitor.get(url);
    expect(page.text).toContain("<h1>Choose a new password</h1>");
    await visitor.submit(page, { password });
    expect(await opened(service, before)).toContain("/signin");
    expect(await opened(service, visitor)).toBe("");
  });

  test("a password that is too short is refused, and the link still works", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get(await invite(service));
    const refused = await visitor.submit(page, { password: "short" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("Give a password of 10 to 1024 characters.");
    expect((await visitor.submit(refused, { password })).status).toBe(303);
  });

  test("a form from elsewhere is refused", async () => {
    await using service = await startOAuthService();
    const url = await invite(service);
    const token = new URL(url).searchParams.get("token") ?? "";
    const stranger = newVisitor(service.origin);
    expect((await stranger.post("/password", { token, password })).status).toBe(403);
    expect((await newVisitor(service.origin).get(url)).status).toBe(200);
  });

  test("whoever guesses links is stopped", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const guess = (): Promise<VisitorPage> => visitor.get("/password?token=guess");
    for (let count = 0; count < 100; count += 1) expect((await guess()).status).toBe(404);
    const stopped = await guess();
    expect(stopped.status).toBe(429);
    expect(stopped.headers.get("retry-after")).not.toBeNull();
  });

  test("the audit log says who did what, and never the link or the password", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const url = await invite(service);
    await visitor.submit(await visitor.get(url), { password });
    const lines = await service.authority.administration.auditLog({ limit: 2 });
    expect(lines).toMatchObject([
      { actor: "new@example.com", action: "user.password", target: "new@example.com" },
      { actor: "ada@example.com", action: "user.created", target: "new@example.com" },
    ]);
    const rows = JSON.stringify(
      await service.database.selectFrom("invitations").selectAll().execute(),
    );
    expect(rows + JSON.stringify(lines)).not.toContain(new URL(url).searchParams.get("token"));
  });
});
