import { describe, expect, test } from "vitest";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import { answerOf, newVisitor, type Visitor, type VisitorPage } from "../support/visitor.ts";

function authorizePath(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: "web-client",
    redirect_uri: callback,
    response_type: "code",
    scope: taskQueue,
    ...changes,
  });
  return `/o/oauth2/v2/auth?${query.toString()}`;
}

/** A browser in which Ada, then Bob has signed in, a second ago. */
async function adaAndBob(service: OAuthService): Promise<Visitor> {
  const visitor = newVisitor(service.origin);
  await visitor.signIn(await visitor.get("/signin"));
  await visitor.signIn(await visitor.get("/signin"), "bob@example.com", "battery-staple");
  service.clock.advance(1000);
  return visitor;
}

/** Presses an account's button. */
function choose(visitor: Visitor, page: VisitorPage, name: string): Promise<VisitorPage> {
  const button = new RegExp(`name="account" value="([^"]+)">\\s*<bdi>${name}</bdi>`);
  const [, account = ""] = button.exec(page.text) ?? [];
  return visitor.submit(page, { account });
}

describe("several accounts in one browser", () => {
  test("are offered, and the chosen one is asked", async () => {
    await using service = await startOAuthService();
    const visitor = await adaAndBob(service);
    const page = await visitor.get(authorizePath());
    expect(page.text).toContain("<h1>Choose an account</h1>");
    expect(page.text).toContain("<span>ada@example.com</span>");
    expect(page.text).toContain("<span>bob@example.com</span>");
    const chosen = await choose(visitor, page, "Ada Lovelace");
    expect(chosen.status).toBe(303);
    const consent = await visitor.get(chosen.location);
    expect(consent.text).toContain("<strong>ada@example.com</strong>");
    expect(answerOf(await visitor.submit(consent, { decision: "allow" }))).toHaveProperty("code");
    const grants = await service.database
      .selectFrom("grants")
      .innerJoin("users", "users.id", "grants.user_id")
      .select("users.email")
      .execute();
    expect(grants).toEqual([{ email: "ada@example.com" }]);
    expect((await visitor.get("/permissions")).text).toContain("Acme Web");
  });

  test("are told apart by login_hint, as an address or as an id", async () => {
    await using service = await startOAuthService();
    const visitor = await adaAndBob(service);
    const ada = await visitor.get(authorizePath({ login_hint: "Ada@example.com" }));
    expect(ada.text).toContain("<strong>ada@example.com</strong>");
    const { id } = await service.database
      .selectFrom("users")
      .select("id")
      .where("email", "=", "bob@example.com")
      .executeTakeFirstOrThrow();
    const bob = await visitor.get(authorizePath({ login_hint: id }));
    expect(bob.text).toContain("<strong>bob@example.com</strong>");
    const carol = await visitor.get(authorizePath({ login_hint: "carol@example.com" }));
    expect(carol.text).toContain('name="password"');
    expect(carol.text).toContain('value="carol@example.com"');
  });

  test("need a hint for prompt=none", async () => {
    await using service = await startOAuthService();
    const visitor = await adaAndBob(service);
    const silent = (changes: Record<string, string>) =>
      visitor.get(authorizePath({ prompt: "none", ...changes }));
    expect(answerOf(await silent({}))["error"]).toBe("account_selection_required");
    const hinted = await silent({ login_hint: "ada@example.com" });
    expect(answerOf(hinted)["error"]).toBe("consent_required");
    const consent = await visitor.get(authorizePath({ login_hint: "ada@example.com" }));
    await visitor.submit(consent, { decision: "allow" });
    expect(answerOf(await silent({ login_hint: "ada@example.com" }))).toHaveProperty("code");
    const other = await silent({ login_hint: "carol@example.com" });
    expect(answerOf(other)["error"]).toBe("login_required");
  });

  test("are offered by prompt=select_account even where there is one, with a way to another", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await visitor.signIn(await visitor.get("/signin"));
    service.clock.advance(1000);
    const page = await visitor.get(authorizePath({ prompt: "select_account" }));
    expect(page.text).toContain("<h1>Choose an account</h1>");
    const [, path = ""] = /<a href="([^"]+)">Use another account/.exec(page.text) ?? [];
    service.clock.advance(1000);
    const signIn = await visitor.get(path);
    const bob = await visitor.signIn(signIn, "bob@example.com", "battery-staple");
    expect(bob.text).toContain("<strong>bob@example.com</strong>");
  });

  test("a choice is for one request and from one browser", async () => {
    await using service = await startOAuthService();
    const visitor = await adaAndBob(service);
    const page = await visitor.get(authorizePath());
    const stranger = newVisitor(service.origin);
    await stranger.signIn(await stranger.get("/signin"));
    expect((await choose(stranger, page, "Bob")).status).toBe(403);
    expect((await visitor.submit(page, { account: "x", csrf: "x" })).status).toBe(403);
    expect((await visitor.submit(page, { account: "x", request: "x" })).status).toBe(400);
    const nobody = await visitor.submit(page, { account: "x" });
    expect((await visitor.get(nobody.location)).text).toContain("Choose an account");
    await choose(visitor, page, "Bob");
    const next = await visitor.get(authorizePath());
    expect(next.text).toContain("Choose an account");
  });

  test("are five at most: one more, and the first is signed out", async () => {
    await using service = await startOAuthService({
      yaml: `users: [${[1, 2, 3, 4, 5, 6].map((n) => `{ email: u${n}@example.com, password: pass-word }`).join(", ")}]`,
    });
    const visitor = newVisitor(service.origin);
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await visitor.signIn(await visitor.get("/signin"), `u${n}@example.com`, "pass-word");
    }
    const emails = await service.database
      .selectFrom("sessions")
      .innerJoin("users", "users.id", "sessions.user_id")
      .select("users.email")
      .orderBy("users.email")
      .execute();
    expect(emails.map(({ email }) => email)).toEqual(
      [2, 3, 4, 5, 6].map((n) => `u${n}@example.com`),
    );
  });

  test("are signed out together", async () => {
    await using service = await startOAuthService();
    const visitor = await adaAndBob(service);
    await visitor.submit(await visitor.get("/permissions"), {});
    expect(await service.database.selectFrom("sessions").selectAll().execute()).toEqual([]);
  });
});

describe("hd", () => {
  const yaml = `
users:
  - { email: ada@example.com, password: correct-horse, name: Ada }
  - { email: eve@other.example, password: battery-staple, name: Eve }
projects:
  - id: acme
    oauthClients:
      - { id: web-client, secret: web-secret, type: web, name: Acme Web, redirectUris: ["${callback}"] }
`;

  test("takes accounts of its domain only", async () => {
    await using service = await startOAuthService({ yaml });
    const visitor = newVisitor(service.origin);
    const first = await visitor.get(authorizePath({ hd: "Example.com" }));
    expect(first.text).toContain("with an account of <strong><bdi>example.com</bdi></strong>");
    const wrong = await visitor.signIn(first, "eve@other.example", "battery-staple");
    expect(wrong.text).toContain('name="password"');
    const right = await visitor.signIn(wrong);
    expect(right.text).toContain("<strong>ada@example.com</strong>");
    service.clock.advance(1000);
    const again = await visitor.get(authorizePath({ hd: "other.example" }));
    expect(again.text).toContain("<strong>eve@other.example</strong>");
    const any = await visitor.get(authorizePath({ hd: "*" }));
    expect(any.text).toContain("Choose an account");
    const none = await visitor.get(authorizePath({ hd: "nobody.example", prompt: "none" }));
    expect(answerOf(none)["error"]).toBe("login_required");
    const narrowed = await visitor.get(
      authorizePath({ hd: "example.com", prompt: "select_account" }),
    );
    expect(narrowed.text).not.toContain("eve@other.example");
  });
});
