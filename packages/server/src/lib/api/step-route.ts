import type { MethodPlan } from "../compile/method-plan.ts";
import type { RouteTable } from "../compile/route-table.ts";
import { invalidValue, notFound } from "./api-error.ts";
import type { Call } from "./call.ts";
import type { ApiRequest } from "./exchange.ts";

const overridable = new Set(["GET", "PUT", "PATCH", "DELETE"]);

/** Finds the method by verb and path, and takes the path's values. */
export function route(call: Call, routes: RouteTable<MethodPlan>): void {
  const { target } = call.request;
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  if (mark !== -1 && mark < target.length - 1) {
    call.query = new URLSearchParams(target.slice(mark + 1));
  }
  const verb = verbOf(call.request);
  const found = routes.find(verb, path);
  if (found === undefined) {
    throw notFound(`Not Found. No method is at ${verb} ${decoded(path)}.`);
  }
  call.plan = found.target;
  const { variables } = found.target;
  for (let index = 0; index < variables.length; index++) {
    call.values[variables[index]!] = decoded(found.captured[index]!);
  }
}

function verbOf({ method, headers }: ApiRequest): string {
  if (method === "HEAD") return "GET";
  const override = headers["x-http-method-override"];
  if (method !== "POST" || override === undefined) return method;
  const verb = String(override).toUpperCase();
  if (verb !== "POST" && !overridable.has(verb)) {
    throw invalidValue("X-HTTP-Method-Override must be GET, PUT, PATCH or DELETE.");
  }
  return verb;
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidValue("The path has a percent sign that is not followed by an encoded character.");
  }
}
