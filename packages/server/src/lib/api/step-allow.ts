import type { Authority } from "@leasehold/authority";
import { accessNotConfigured, insufficientScope } from "./authentication-failures.ts";
import type { Call } from "./call.ts";
import { takeQuota } from "./take-quota.ts";

type Dependencies = Pick<Authority, "serviceIsOn" | "consumerScope" | "usage">;

/** Refuses a caller whose project has the service off, whose token lacks the scope, whose quota is used up, or who may not use what the path names. */
export function allow(call: Call, authority: Dependencies): void | Promise<void> {
  const { service } = call.plan!;
  if (service === undefined) return allowScope(call, authority);
  const { project } = call.caller!.application;
  const isOn = authority.serviceIsOn(project, service);
  if (isOn === true) return allowScope(call, authority);
  if (isOn === false) throw accessNotConfigured({ project, service });
  return isOn.then((on) => {
    if (!on) throw accessNotConfigured({ project, service });
    return allowScope(call, authority);
  });
}

function allowScope(call: Call, authority: Dependencies): void | Promise<void> {
  if (hasOneOf(call, call.plan!.scopes["read-only"])) return allowQuota(call, authority);
  return allowScopeBySetting(call, authority);
}

// Only a token that the stricter setting refuses has to ask what is set.
async function allowScopeBySetting(call: Call, authority: Dependencies): Promise<void> {
  const scopes = call.plan!.scopes[await authority.consumerScope()];
  if (!hasOneOf(call, scopes)) throw insufficientScope(scopes);
  await allowQuota(call, authority);
}

function hasOneOf(call: Call, scopes: readonly string[]): boolean {
  const granted = call.caller!.scopes;
  return scopes.some((scope) => granted.has(scope));
}

function allowQuota(call: Call, { usage }: Dependencies): void | Promise<void> {
  const taken = takeQuota(call, usage);
  return taken === undefined ? allowUse(call) : taken.then(() => allowUse(call));
}

function allowUse(call: Call): void | Promise<void> {
  return call.plan!.operation.allow({
    caller: call.caller!,
    claim: undefined,
    values: call.values,
    body: undefined,
    signal: call.request.signal,
  });
}
