// Run by authority.ts in a process of its own: npm oidc-provider with its tokens in memory. The argument is a file that
// it writes its tokens and codes to.
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { type Adapter, type AdapterPayload, Provider } from "oidc-provider";
import { deviceClient, scope, webClient } from "./authority-deployment.ts";
import type { AuthorityForms } from "./authority-subjects.ts";
import { pollForm, refreshForm } from "./authority-flows.ts";

const tokens = 64;
const deviceCodes = 9000;
const accountId = "ada";

// A map and nothing else. The one that comes with it goes over all tokens of a grant whenever it makes another.
const kept = new Map<string, AdapterPayload>();
function adapter(model: string): Adapter {
  return {
    upsert: async (id, payload) => void kept.set(`${model} ${id}`, payload),
    find: async (id) => kept.get(`${model} ${id}`),
    findByUserCode: async () => undefined,
    findByUid: async () => undefined,
    consume: async () => undefined,
    destroy: async (id) => void kept.delete(`${model} ${id}`),
    revokeByGrantId: async () => undefined,
  };
}

const provider = new Provider("http://127.0.0.1", {
  adapter,
  clients: [
    {
      ...webClient,
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: ["http://127.0.0.1/callback"],
      token_endpoint_auth_method: "client_secret_post",
    },
    {
      ...deviceClient,
      grant_types: ["urn:ietf:params:oauth:grant-type:device_code"],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  scopes: ["openid", "offline_access", scope],
  features: { deviceFlow: { enabled: true }, devInteractions: { enabled: false } },
  findAccount: async (_context, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
  rotateRefreshToken: false,
  ttl: { AccessToken: 3600, IdToken: 3600, DeviceCode: 1800, RefreshToken: 86_400, Grant: 86_400 },
});

const forms: AuthorityForms = {
  refresh: await refreshForms(scope),
  refreshWithIdToken: await refreshForms(`openid ${scope}`),
  poll: await pollForms(),
};
writeFileSync(process.argv[2] ?? "", JSON.stringify(forms));
const answer = provider.callback();
const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.once("SIGTERM", () => process.exit(0));
process.once("disconnect", () => process.exit(0));

async function refreshForms(scopes: string): Promise<string[]> {
  const client = await provider.Client.find(webClient.client_id);
  if (client === undefined) throw new Error("The peer does not know its client.");
  const grant = new provider.Grant({ clientId: client.clientId, accountId });
  grant.addOIDCScope(scopes);
  const grantId = await grant.save();
  const made: string[] = [];
  for (let index = 0; index < tokens; index += 1) {
    const token = new provider.RefreshToken({
      client,
      accountId,
      grantId,
      scope: scopes,
      gty: "authorization_code",
    });
    made.push(form(refreshForm(await token.save())));
  }
  return made;
}

async function pollForms(): Promise<string[]> {
  const client = await provider.Client.find(deviceClient.client_id);
  if (client === undefined) throw new Error("The peer does not know its device.");
  const made: string[] = [];
  for (let index = 0; index < deviceCodes; index += 1) {
    const code = new provider.DeviceCode({
      client,
      params: { scope },
      userCode: `CODE-${index}`,
      deviceInfo: {},
      grantId: "",
    });
    made.push(form(pollForm(await code.save())));
  }
  return made;
}

function form(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString();
}
