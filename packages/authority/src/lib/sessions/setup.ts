import type { FastifyRequest } from "fastify";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { PageError } from "../http/page-error.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { consolePath } from "../oauth/console-client.ts";
import { nameLengthMax } from "../configuration/yaml-values.ts";
import { secretHash } from "../keyring.ts";
import { randomDigits } from "../numeric-id.ts";
import { type SetupField, showSetupPage } from "../pages/setup-page.ts";
import { normalizeEmail } from "../users/find-user.ts";
import { hashPassword, passwordFault, passwordLengthMin } from "../users/password.ts";
import { checkCsrf } from "./csrf.ts";
import { createFirstAdministrator, type FirstAdministrator } from "./first-administrator.ts";
import { startSession } from "./session.ts";

/** The page behind the one-time set-up link. */
export const showSetup: Endpoint = async (context, request, reply) => {
  const token = parameter(queryParameters(request), "token") ?? "";
  await checkSetupToken(context, token);
  return showSetupPage(context, request, reply, { token, passwordLengthMin });
};

/** Takes the set-up form: makes the administrator and the project, and signs the browser in. */
export const setUp: Endpoint = async (context, request, reply) => {
  checkCsrf(context, request);
  const token = parameter(bodyParameters(request), "token") ?? "";
  await checkSetupToken(context, token);
  const values = readFields(request);
  const wrong = checkFields(values);
  const errors =
    Object.keys(wrong).length > 0 ? wrong : await tryToCreate(context, request, values);
  if ("userId" in errors) {
    await startSession(context, request, reply, errors.userId);
    return reply.redirect(consolePath, 303);
  }
  return showSetupPage(context, request, reply, { token, passwordLengthMin, values, errors });
};

type Values = Record<SetupField, string>;
type Errors = Partial<Record<SetupField, string>>;

async function checkSetupToken(context: EndpointContext, token: string): Promise<void> {
  const found = await context.database
    .selectFrom("invitations")
    .select("token_hash")
    .where("token_hash", "=", secretHash(token))
    .where("purpose", "=", "setup")
    .where("expires_at_ms", ">", context.now())
    .executeTakeFirst();
  if (found === undefined) throw linkUsed();
}

function readFields(request: FastifyRequest): Values {
  const form = bodyParameters(request);
  const read = (name: SetupField): string => parameter(form, name) ?? "";
  return {
    name: read("name").trim(),
    email: normalizeEmail(read("email")),
    password: read("password"),
    project: read("project").trim(),
  };
}

function checkFields(values: Values): Errors {
  const errors: Errors = {};
  if (values.name === "" || values.name.length > nameLengthMax) {
    errors.name = `Give a name of at most ${nameLengthMax} characters.`;
  }
  if (values.email.length > 254 || !/^[^\s@,]+@[^\s@,]+$/.test(values.email)) {
    errors.email = "Give an e-mail address, such as ada@example.com.";
  }
  const fault = passwordFault(values.password);
  if (fault !== undefined) errors.password = fault;
  if (values.project !== "" && !/^[a-z](?:[a-z0-9-]{0,98}[a-z0-9])?$/.test(values.project)) {
    errors.project =
      "Use small letters, digits and hyphens, and begin with a letter: at most 100 characters.";
  }
  return errors;
}

async function tryToCreate(
  context: EndpointContext,
  request: FastifyRequest,
  values: Values,
): Promise<{ userId: string } | Errors> {
  const administrator: FirstAdministrator = {
    tokenHash: secretHash(parameter(bodyParameters(request), "token") ?? ""),
    name: values.name,
    email: values.email,
    passwordHash: await hashPassword(values.password),
    project: values.project === "" ? undefined : { id: values.project, number: randomDigits(12) },
  };
  const outcome = await createFirstAdministrator(context, administrator);
  if (outcome.result === "link-used") throw linkUsed();
  if (outcome.result === "created") return { userId: outcome.userId };
  return outcome.result === "email-taken"
    ? { email: "This address is in use already: take another one." }
    : { project: "This project exists already: take another id." };
}

function linkUsed(): PageError {
  return new PageError({
    code: "link_used",
    status: 404,
    title: "This link no longer works",
    message:
      "The set-up link was used already or has expired. Start the service again without an administrator to get a new one.",
  });
}
