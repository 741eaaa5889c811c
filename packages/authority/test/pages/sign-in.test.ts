import { request as httpRequest } from "node:http";
import { describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService } from "../support/oauth-service.ts";
import { newVisitor } from "../support/visitor.ts";

const day = 24 * 60 * 60 * 1000;

async function isSignedIn(service: OAuthService, cookie: string): Promise<boolean> {
  const response = await fetch(`${service.origin}/permissions`, {
    headers: { cookie },
    redirect: "manual",
  });
  return response.status === 200;
}

describe("signing in", () => {
  test("leads back to where one was", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const away = await visitor.get("/permissions");
    expect([away.status, away.location]).toEqual([303, "/signin?continue=%2Fpermissions"]);
    const page = await visitor.submit(await visitor.get(away.location), {
      email: " Ada@Example.com ",
      password: "correct-horse",
    });
    expect([page.status, page.location]).toEqual([303, "/permissions"]);
    expect((await visitor.get("/permissions")).text).toContain("ada@example.com");
  });

  test.each(["//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"])(
    "leads to no other site: %s",
    async (target) => {
      await using service = await startOAuthService();
      const visitor = newVisitor(service.origin);
      const page = await visitor.get(`/signin?continue=${encodeURIComponent(target)}`);
      const answer = await visitor.submit(page, {
        email: "ada@example.com",
        password: "correct-horse",
        continue: target,
      });
      expect(answer.location).toBe("/");
    },
  );

  test("answers a wrong password and an unknown address with the same page", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get("/signin");
    const texts: string[] = [];
    for (const [email, password] of [
      ["ada@example.com", "wrong"],
      ["nobody@example.com", "wrong"],
      ["ada@example.com", ""],
    ] as const) {
      const answer = await visitor.submit(page, { email, password });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('aria-invalid="true"');
      expect(answer.text).toContain('aria-describedby="password-error"');
      expect(answer.text).toContain("<title>Error: sign in · Leasehold</title>");
      texts.push(answer.text.replaceAll(email, "EMAIL"));
    }
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).toBe(texts[0]);
  });

  test("shows what was typed as text", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const answer = await visitor.submit(await visitor.get("/signin"), {
      email: '"><script>alert(1)</script>',
      password: "x",
    });
    expect(answer.text).toContain("&quot;&gt;&lt;script&gt;");
    expect(answer.text).not.toContain("<script");
  });

  test("gives a new session id, and ends the one that came along", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    visitor.cookies.set(visitor.sessionCookie, "planted");
    await visitor.signIn(await visitor.get("/signin"));
    const first = visitor.cookies.get(visitor.sessionCookie) ?? "";
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(await isSignedIn(service, `${visitor.sessionCookie}=planted`)).toBe(false);
    await visitor.signIn(await visitor.get("/signin"));
    const second = visitor.cookies.get(visitor.sessionCookie) ?? "";
    expect(second).not.toBe(first);
    expect(await isSignedIn(service, `${visitor.sessionCookie}=${first}`)).toBe(false);
    expect(await isSignedIn(service, `${visitor.sessionCookie}=${second}`)).toBe(true);
  });

  test("keeps the session's id as a hash", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await visitor.signIn(await visitor.get("/signin"));
    const rows = await service.database.selectFrom("sessions").select("id_hash").execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.id_hash).not.toBe(visitor.cookies.get(visitor.sessionCookie));
  });

  test("is refused without the form's CSRF token or its cookie", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get("/signin");
    const form = { email: "ada@example.com", password: "correct-horse" };
    for (const csrf of ["", "x"]) {
      const answer = await visitor.submit(page, { ...form, csrf });
      expect([answer.status, answer.location]).toEqual([403, ""]);
      expect(answer.text).toContain("This form is out of date");
    }
    const other = newVisitor(service.origin);
    expect((await other.submit(page, form)).status).toBe(403);
    expect((await visitor.submit(page, form)).status).toBe(303);
  });

  test("is refused for ten minutes after ten attempts on one account, right or wrong", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get("/signin");
    const attempt = (password: string, email = "ada@example.com") =>
      visitor.submit(page, { email, password });
    for (let count = 0; count < 10; count += 1) {
      expect((await attempt(`guess ${count}`)).status).toBe(400);
    }
    const refused = await attempt("correct-horse");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("600");
    expect(refused.text).toContain("Try again in 10 minutes.");
    expect((await attempt("battery-staple", "bob@example.com")).status).toBe(303);
    service.clock.advance(10 * 60 * 1000);
    expect((await attempt("correct-horse")).status).toBe(303);
  });

  test("is refused after 100 attempts from one address, whatever the account", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get("/signin");
    // Without a password nothing is hashed: the attempts count all the same.
    for (let count = 0; count < 100; count += 1) {
      const answer = await visitor.submit(page, {
        email: `user${count}@example.com`,
        password: "",
      });
      expect(answer.status).toBe(400);
    }
    const refused = await visitor.submit(page, { email: "ada@example.com", password: "x" });
    expect(refused.status).toBe(429);
  });
});

describe("a session", () => {
  test("ends when it was not used for 14 days, and not while it is used", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await visitor.signIn(await visitor.get("/signin"));
    for (let count = 0; count < 3; count += 1) {
      service.clock.advance(13 * day);
      const page = await visitor.get("/permissions");
      expect(page.status).toBe(200);
      expect(page.headers.get("set-cookie")).toContain("Max-Age=1209600");
    }
    service.clock.advance(14 * day);
    expect((await visitor.get("/permissions")).status).toBe(303);
  });

  test("is ended by signing out, by a form of its own only", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.signIn(await visitor.get("/signin?continue=/permissions"));
    expect((await visitor.post("/signout", {})).status).toBe(403);
    const cookie = `${visitor.sessionCookie}=${visitor.cookies.get(visitor.sessionCookie)}`;
    expect(await isSignedIn(service, cookie)).toBe(true);
    const out = await visitor.submit(page, {});
    expect([out.status, out.location]).toEqual([303, "/signin"]);
    expect(visitor.cookies.has(visitor.sessionCookie)).toBe(false);
    expect(await isSignedIn(service, cookie)).toBe(false);
  });

  test("has cookies that no script reads; over TLS bound to the host", async () => {
    await using service = await startOAuthService();
    const plain = await newVisitor(service.origin).get("/signin");
    expect(plain.headers.get("set-cookie")).toMatch(
      /^leasehold_visitor_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const port = new URL(service.origin).port;
    const cookies = await new Promise<string[]>((resolve, reject) => {
      const options = { port, path: "/signin", headers: { host: "queues.example.com" } };
      httpRequest(options, (response) => {
        response.resume();
        resolve(response.headers["set-cookie"] ?? []);
      })
        .on("error", reject)
        .end();
    });
    expect(cookies[0]).toMatch(
      /^__Host-leasehold_visitor=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe("every page", () => {
  test.each(["/signin", "/setup?token=x", "/o/oauth2/v2/auth", "/o/oauth2/approval"])(
    "runs nothing, is framed nowhere and kept by nobody: %s",
    async (path) => {
      await using service = await startOAuthService();
      const page = await newVisitor(service.origin).get(path);
      expect(page.text).not.toContain("<script");
      expect(page.text).toContain('<html lang="en">');
      expect(page.text).toMatch(/<title>[^<]+ · Leasehold<\/title>/);
      expect(Object.fromEntries(page.headers)).toMatchObject({
        "content-security-policy":
          "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cache-control": "no-store",
      });
      expect(page.headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  test("has its style under an address that may be kept for ever", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get("/signin");
    const [, path = ""] = /rel="stylesheet" href="([^"]+)"/.exec(page.text) ?? [];
    expect(path).toMatch(/^\/authority\/style-[0-9a-f]{16}\.css$/);
    const style = await visitor.get(path);
    expect(style.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
  });
});
