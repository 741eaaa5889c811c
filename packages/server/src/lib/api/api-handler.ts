import type { Authority } from "@leasehold/authority";
import { type ApiDefinition, compileApis } from "../compile/compile-api.ts";
import type { ApiAnswer, ApiHandler, ApiRequest } from "./exchange.ts";
import type { Call } from "./call.ts";
import { renderError } from "./render-error.ts";
import { allow } from "./step-allow.ts";
import { authenticate } from "./step-authenticate.ts";
import { operate } from "./step-operate.ts";
import { parse } from "./step-parse.ts";
import { render } from "./step-render.ts";
import { route } from "./step-route.ts";

/** The way of a request. A step answers without a promise when it can; it throws an ApiError to refuse. */
export function createApiHandler(options: {
  apis: readonly ApiDefinition[];
  authority: Pick<Authority, "authenticate" | "serviceIsOn" | "consumerScope" | "usage">;
  bodyBytesMax: number;
}): ApiHandler {
  const { authority, bodyBytesMax } = options;
  const routes = compileApis(options.apis);
  return async (request) => {
    const call = newCall(request);
    let pending: void | Promise<void>;
    const count = (answer: ApiAnswer): ApiAnswer => counted(call, answer, authority.usage);
    try {
      route(call, routes);
      if ((pending = authenticate(call, { authority, bodyBytesMax })) !== undefined) await pending;
      if ((pending = allow(call, authority)) !== undefined) await pending;
      if ((pending = parse(call, bodyBytesMax)) !== undefined) await pending;
      const resource = await operate(call);
      return count(render(call, resource));
    } catch (error) {
      return count(renderError(error, { pretty: wantsPretty(call), methodId: call.plan?.id }));
    }
  };
}

function newCall(request: ApiRequest): Call {
  return {
    request,
    plan: undefined,
    values: {},
    query: undefined,
    bytes: undefined,
    form: undefined,
    caller: undefined,
    claim: undefined,
    body: undefined,
    write: undefined,
  };
}

/** A call whose application is known belongs to that application's traffic, whatever became of it. */
function counted(
  { caller, plan }: Call,
  answer: ApiAnswer,
  usage: Pick<Authority["usage"], "countCall">,
): ApiAnswer {
  if (caller !== undefined) {
    usage.countCall({
      application: caller.application,
      method: plan!.id,
      status: answer.status,
    });
  }
  return answer;
}

// Also before the parameters were read.
function wantsPretty({ query }: Call): boolean {
  const said = query?.get("prettyPrint");
  return said !== "false" && said !== "False";
}
