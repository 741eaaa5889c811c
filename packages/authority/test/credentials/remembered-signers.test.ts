import { describe, expect, it } from "vitest";
import type { Authentication, Caller } from "../../src/authority.ts";
import {
  type Administration,
  createAdministration,
} from "../../src/lib/administration/administration.ts";
import { createAuthenticate } from "../../src/lib/credentials/authenticate.ts";
import { addToGrant, revokeGrant } from "../../src/lib/oauth/grants.ts";
import { taskQueueScope } from "../../src/lib/scopes.ts";
import { imagesPath } from "../support/bare-request.ts";
import {
  hmac,
  openSignedContext,
  signed,
  type SignedContext,
  twoLegged,
} from "../support/signed-requests.ts";

const consumer = { project: "acme", consumer: "consumer.example.com" };
const delegation = { domain: "example.com", client: "consumer.example.com" };
const consumerScope = "https://www.googleapis.com/auth/taskqueue.consumer";
const root = { actor: "ada@example.com" };
const eve = "eve@example.com";

/** How Eve's requests are signed: with her token, or for her by name. */
type Way = "token" | "requestor";

interface Opened extends SignedContext {
  administration: Administration;
  /** What a signed request is answered, at a clock that stands still: whatever was remembered is used. */
  ask: (way: Way, secret?: string) => Promise<Authentication>;
  grantId: string;
}

/** The example with Eve, who is not the administrator, and who has allowed the consumer. */
async function open(): Promise<Opened> {
  const opened = await openSignedContext();
  await opened.apply(`users: [{ email: ${eve} }]`);
  const { context, memory, clock } = opened;
  const { id: userId } = await context.database
    .selectFrom("users")
    .select("id")
    .where("email", "=", eve)
    .executeTakeFirstOrThrow();
  const clientId = consumer.consumer;
  const { id: grantId } = await addToGrant(context, { userId, clientId, scopes: [taskQueueScope] });
  await opened.addSignedToken("lht_eve", { subject: eve, grant_id: grantId });
  const authenticate = createAuthenticate(context, memory);
  const nowMs = clock.now();
  return {
    ...opened,
    grantId,
    administration: createAdministration(context),
    ask: async (way, consumerSecret = "consumer-secret") =>
      authenticate(
        way === "token"
          ? signed({ nowMs, credentials: { ...hmac, token: "lht_eve", consumerSecret } })
          : signed({ nowMs, credentials: { ...twoLegged, consumerSecret }, target: asked(eve) }),
      ),
  };
}

function asked(user: string): string {
  return `${imagesPath}?xoauth_requestor_id=${encodeURIComponent(user)}`;
}

function problemOf(authentication: Authentication): string {
  return authentication.ok ? "accepted" : (authentication.message.split(":")[0] ?? "");
}

function callerOf(authentication: Authentication): Caller {
  if (authentication.ok) return authentication.caller;
  throw new Error(authentication.message);
}

describe("a change is seen by the next request that is signed:", () => {
  type Change = (opened: Opened) => Promise<unknown>;
  it.each<[name: string, change: Change, withToken: string, withoutToken: string]>([
    [
      "the delegation was taken back",
      ({ administration }) => administration.delegations.delete(delegation, root),
      "accepted",
      "permission_denied",
    ],
    [
      "the user took back what was allowed",
      ({ context, grantId }) => revokeGrant(context, { grantId, actor: eve, target: "x" }),
      "token_rejected",
      "accepted",
    ],
    [
      "the user was removed",
      ({ administration }) => administration.users.delete(eve, root),
      "token_rejected",
      "permission_denied",
    ],
    [
      "the consumer was deleted",
      ({ administration }) => administration.consumers.delete(consumer, root),
      "consumer_key_unknown",
      "consumer_key_unknown",
    ],
    [
      "the consumer's secret was reset",
      ({ administration }) => administration.consumers.resetSecret(consumer, root),
      "signature_invalid",
      "signature_invalid",
    ],
    [
      "another secret was configured",
      ({ apply }) =>
        apply(
          `projects: [{ id: acme, oauthConsumers: [{ key: consumer.example.com, secret: other, realm: "http://127.0.0.1:9004/" }] }]`,
        ),
      "signature_invalid",
      "signature_invalid",
    ],
  ])("%s", async (_name, change, withToken, withoutToken) => {
    await using opened = await open();
    expect(problemOf(await opened.ask("token"))).toBe("accepted");
    expect(problemOf(await opened.ask("requestor"))).toBe("accepted");
    await change(opened);
    expect(problemOf(await opened.ask("token"))).toBe(withToken);
    expect(problemOf(await opened.ask("requestor"))).toBe(withoutToken);
  });

  it.each<Way>(["token", "requestor"])("the user's rights, by %s", async (way) => {
    await using opened = await open();
    const { users } = opened.administration;
    const isAdministrator = async () => callerOf(await opened.ask(way)).administrator;
    expect(await isAdministrator()).toBe(false);
    await users.patch(eve, { administrator: true }, root);
    expect(await isAdministrator()).toBe(true);
    await users.patch(eve, { administrator: false }, root);
    expect(await isAdministrator()).toBe(false);
  });

  it.each<Way>(["token", "requestor"])("the consumer's name and secret, by %s", async (way) => {
    await using opened = await open();
    const { consumers } = opened.administration;
    expect(callerOf(await opened.ask(way)).application.name).toBe("consumer.example.com");
    await consumers.patch(consumer, { name: "Print Shop" }, root);
    expect(callerOf(await opened.ask(way)).application.name).toBe("Print Shop");
    const { secret = "" } = await consumers.resetSecret(consumer, root);
    expect(callerOf(await opened.ask(way, secret)).application.name).toBe("Print Shop");
  });

  it("the delegation's scopes", async () => {
    await using opened = await open();
    const scopes = async () => [...callerOf(await opened.ask("requestor")).scopes];
    expect(await scopes()).toEqual([taskQueueScope]);
    const { delegations } = opened.administration;
    await delegations.setScopes(delegation, [consumerScope], root);
    expect(await scopes()).toEqual([consumerScope]);
  });

  it("the consumer is another project's, and begins there with nothing", async () => {
    await using opened = await open();
    const { administration } = opened;
    expect(problemOf(await opened.ask("token"))).toBe("accepted");
    expect(problemOf(await opened.ask("requestor"))).toBe("accepted");
    await opened.apply("projects: [{ id: other, apiKeys: [{ key: other-key, kind: server }] }]");
    await administration.consumers.delete(consumer, root);
    const realm = "http://127.0.0.1:9004/";
    const made = { key: consumer.consumer, realm };
    const { secret = "" } = await administration.consumers.create("other", made, root);
    expect(problemOf(await opened.ask("token", secret))).toBe("token_rejected");
    expect(problemOf(await opened.ask("requestor", secret))).toBe("permission_denied");
    const again = { ...delegation, scopes: [taskQueueScope] };
    await administration.delegations.create(again, root);
    // It calls for the other project now, of which the key is none.
    expect(await opened.ask("requestor", secret)).toMatchObject({ failure: "key_invalid" });
  });
});

describe("what is remembered of one signer is not another's:", () => {
  const nowOf = ({ clock }: Opened): { nowMs: number } => ({ nowMs: clock.now() });

  it("a token, whoever comes with it first", async () => {
    await using opened = await open();
    const authenticate = createAuthenticate(opened.context, opened.memory);
    const thief = { consumerKey: "rsa.example.com", privateKey: opened.privateKey };
    const stolen = () => signed({ ...nowOf(opened), credentials: { ...thief, token: "lht_eve" } });
    expect(problemOf(await authenticate(stolen()))).toBe("token_rejected");
    expect(callerOf(await opened.ask("token")).application.id).toBe("consumer.example.com");
    expect(problemOf(await authenticate(stolen()))).toBe("token_rejected");
  });

  it("a delegation, and the user that it was used for", async () => {
    await using opened = await open();
    const authenticate = createAuthenticate(opened.context, opened.memory);
    const rsa = { consumerKey: "rsa.example.com", privateKey: opened.privateKey };
    const request = (user: string, credentials: typeof rsa | typeof twoLegged) =>
      signed({ ...nowOf(opened), credentials, target: asked(user) });
    expect(callerOf(await opened.ask("requestor")).user).toBe(eve);
    expect(problemOf(await authenticate(request(eve, rsa)))).toBe("permission_denied");
    const ada = await authenticate(request("ada@example.com", twoLegged));
    expect(callerOf(ada).user).toBe("ada@example.com");
  });
});
