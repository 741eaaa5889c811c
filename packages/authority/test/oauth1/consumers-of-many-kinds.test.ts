import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ask,
  callApi,
  consentPage,
  consumer,
  consumersYaml,
  pairOf,
  paths,
  requestToken,
  type SignedReply,
  type Signing,
  startConsumerService,
} from "../support/consumer.ts";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import { answerOf, newVisitor, type VisitorPage } from "../support/visitor.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startConsumerService();
});
afterAll(() => service[Symbol.asyncDispose]());

const good = { scope: taskQueue, oauth_callback: callback };

describe("the page to sign in", () => {
  it("tells what for, on the second try too", async () => {
    const visitor = newVisitor(service.origin);
    const { token } = await requestToken(service);
    const sent = await visitor.get(`${paths.authorize}?oauth_token=${token}&hd=default`);
    const page = await visitor.get(sent.location);
    expect(leadOf(page)).toBe("to continue to Print Shop");
    expect(leadOf(await visitor.signIn(page, "ada@example.com", "wrong"))).toBe(
      "to continue to Print Shop",
    );
    const over = await visitor.get(sent.location.replace(token, "lhq_x"));
    expect([over.status, leadOf(over)]).toEqual([200, undefined]);
  });

  it("asks for an account of the domain that hd names", async () => {
    const visitor = newVisitor(service.origin);
    const { token } = await requestToken(service);
    await consentPage(service, token, visitor);
    const address = `${paths.authorize}?oauth_token=${token}`;
    expect((await visitor.get(`${address}&hd=default`)).status).toBe(200);
    expect((await visitor.get(`${address}&hd=example.com`)).status).toBe(200);
    const other = await visitor.get(`${address}&hd=Other.example`);
    expect(other.location).toMatch(/^\/signin\?/);
    expect(leadOf(await visitor.get(other.location))).toBe(
      "to continue to Print Shop with an account of other.example",
    );
  });
});

describe("what consumers do in their own ways is taken:", () => {
  it("what a step is about in the form, beside a signed header", async () => {
    const send = async (path: string, name: string, options: Signing): Promise<SignedReply> =>
      ask(service, path, { ...options, moved: name });
    const request = await send(paths.request, "oauth_callback", { parameters: good });
    const pair = pairOf(request);
    const visitor = newVisitor(service.origin);
    const answer = await visitor.submit(await consentPage(service, pair.token, visitor), {
      decision: "allow",
    });
    const access = await send(paths.access, "oauth_verifier", {
      credentials: { ...consumer, ...pair },
      parameters: { oauth_verifier: answerOf(answer)["oauth_verifier"] ?? "" },
    });
    expect(await callApi(service, pairOf(access))).toMatchObject({ ok: true });
  });

  it("the signed callback on the authorize page once more", async () => {
    const visitor = newVisitor(service.origin);
    const { token } = await requestToken(service);
    const address = `${paths.authorize}?oauth_token=${token}`;
    const same = `${address}&oauth_callback=${encodeURIComponent(callback)}`;
    const page = await visitor.signIn(await visitor.get((await visitor.get(same)).location));
    expect((await visitor.get(`${address}&oauth_callback=`)).status).toBe(200);
    expect((await visitor.get(`${same}&oauth_callback=oob`)).status).toBe(400);
    const answer = await visitor.submit(page, { decision: "allow" });
    expect(answer.location.startsWith(`${callback}?oauth_verifier=`)).toBe(true);
  });

  it("the name anonymous, once that is registered", async () => {
    const credentials = { consumerKey: "anonymous", consumerSecret: "anonymous" };
    await using own = await startOAuthService({
      yaml: consumersYaml.replace(
        "    apiKeys:",
        `      - { key: anonymous, secret: anonymous, realm: "http://127.0.0.1:9004/" }\n    apiKeys:`,
      ),
    });
    const request = await ask(own, paths.request, { credentials, parameters: good });
    expect(request.values["oauth_callback_confirmed"]).toBe("true");
    const page = await consentPage(own, pairOf(request).token);
    expect(page.text).toContain("<bdi>anonymous</bdi> asks for access to your account");
  });
});

describe("one address", () => {
  it("gets 10,000 request tokens in ten minutes", async () => {
    await using own = await startConsumerService();
    await own.database
      .insertInto("attempts")
      .values({
        subject: "request-token:127.0.0.1",
        window_start_ms: own.clock.now() - (own.clock.now() % 600_000),
        count: 9999,
      })
      .execute();
    expect((await ask(own, paths.request, { parameters: good })).status).toBe(200);
    const refused = await ask(own, paths.request, { parameters: good });
    expect([refused.status, refused.problem]).toEqual([400, "permission_denied"]);
    expect(refused.text).toMatch(
      /\nThere were more than 10000 request tokens .* in \d+ seconds\.\n$/,
    );
  });
});

/** What a page says under its heading, without its tags. */
function leadOf({ text }: VisitorPage): string | undefined {
  const [, lead] = /<p class="lead">(.*?)<\/p>/s.exec(text) ?? [];
  return lead
    ?.replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
