import { expect, test } from "vitest";
import { sweepExpired } from "../src/lib/sweep.ts";
import { openDevicePage, poll, startDevice } from "./support/device-flow.ts";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "./support/oauth-service.ts";
import { exchange, postForm, webClient } from "./support/oauth-tokens.ts";
import { answerOf, newVisitor } from "./support/visitor.ts";

/** How many times each flow runs; a measurement may want more. */
const flows = Number(process.env["LEASEHOLD_FLOWS"] ?? 105);
const day = 24 * 60 * 60 * 1000;

test(
  "flows leave nothing behind but grants and at most 100 refresh tokens, once they are swept",
  async () => {
    await using service = await startOAuthService();
    const person = newVisitor(service.origin);
    await person.signIn(await person.get("/signin"));
    for (let flow = 0; flow < flows; flow += 1) {
      await webFlow(service, person);
      await deviceFlow(service, person);
      await newVisitor(service.origin).get("/signin");
      service.clock.advance(20_000);
    }
    service.clock.advance(2 * day);
    // One sweep takes a bounded number of rows.
    while ((await sweepExpired({ database: service.database, now: service.clock.now })) > 0);
    expect(await rowCounts(service)).toEqual({
      authorization_codes: 0,
      device_codes: 0,
      pending_sign_ins: 0,
      attempts: 0,
      sessions: 1,
      grants: 2,
      // 100 for each of the two applications.
      tokens: 2 * Math.min(flows, 100),
    });
  },
  60_000 + flows * 2000,
);

async function webFlow(
  service: OAuthService,
  person: ReturnType<typeof newVisitor>,
): Promise<void> {
  const query = new URLSearchParams({
    client_id: "web-client",
    redirect_uri: callback,
    response_type: "code token",
    scope: taskQueue,
    access_type: "offline",
    prompt: "consent",
  });
  const consent = await person.get(`/o/oauth2/v2/auth?${query.toString()}`);
  const answer = await person.submit(consent, { decision: "allow" });
  const code = new URLSearchParams(new URL(answer.location).hash.slice(1)).get("code") ?? "";
  expect(answerOf(answer)).toEqual({});
  const { body } = await exchange(service, code);
  const refreshed = await postForm(service, "/token", {
    ...webClient,
    grant_type: "refresh_token",
    refresh_token: String(body["refresh_token"]),
  });
  expect(refreshed.status).toBe(200);
}

/** One device that gets its tokens, and one that nobody ever asks about. */
async function deviceFlow(
  service: OAuthService,
  person: ReturnType<typeof newVisitor>,
): Promise<void> {
  await startDevice(service);
  const { deviceCode, userCode } = await startDevice(service);
  expect((await poll(service, deviceCode)).status).toBe(400);
  const { page } = await openDevicePage(service, `/device?user_code=${userCode}`, person);
  await person.submit(page, { decision: "allow" });
  expect((await poll(service, deviceCode)).status).toBe(200);
}

async function rowCounts(service: OAuthService): Promise<Record<string, number>> {
  const tables = [
    "authorization_codes",
    "device_codes",
    "pending_sign_ins",
    "attempts",
    "sessions",
    "grants",
    "tokens",
  ] as const;
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const row = await service.database
      .selectFrom(table)
      .select((expression) => expression.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    counts[table] = row.count;
  }
  return counts;
}
