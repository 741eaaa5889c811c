import { writeQueueAcl } from "../access/queue-acl.ts";
import { switchedServices } from "../access/service-switch.ts";
import type { ProjectDeclaration } from "../configuration/declarations.ts";
import { randomDigits } from "../numeric-id.ts";
import { writeQuotas } from "../usage/quota.ts";
import { applyApiKey } from "./apply-api-key.ts";
import { applyOAuthClient } from "./apply-oauth-client.ts";
import { putOAuthConsumer } from "./apply-oauth-consumer.ts";
import { applyServiceAccount } from "./apply-service-account.ts";
import { type Applying, contradiction, differences } from "./changes.ts";

/** Makes or changes a project and what is declared in it; of its queues, only who may use them. */
export async function applyProject(
  applying: Applying,
  project: ProjectDeclaration,
  path: string,
): Promise<void> {
  await applyProjectRow(applying, project, path);
  await applyMembers(applying, project);
  await applyServices(applying, project);
  await applyQuotas(applying, project);
  const { id } = project;
  for (const [index, client] of project.oauthClients.entries()) {
    const place = { project: id, path: `${path}.oauthClients[${index}]` };
    await applyOAuthClient(applying, client, place);
  }
  for (const [index, account] of project.serviceAccounts.entries()) {
    const place = { project: id, path: `${path}.serviceAccounts[${index}]` };
    await applyServiceAccount(applying, account, place);
  }
  for (const [index, consumer] of project.oauthConsumers.entries()) {
    const place = { project: id, path: `${path}.oauthConsumers[${index}]` };
    await putOAuthConsumer(applying, consumer, place);
  }
  for (const [index, key] of project.apiKeys.entries()) {
    await applyApiKey(applying, key, { project: id, path: `${path}.apiKeys[${index}]` });
  }
  await applyQueueAcls(applying, project);
}

/** Makes or changes the project itself. */
export async function applyProjectRow(
  applying: Applying,
  { id, number, name }: Pick<ProjectDeclaration, "id" | "number" | "name">,
  path: string,
): Promise<void> {
  const { database, nowMs } = applying;
  if (number !== undefined) {
    const other = await database
      .selectFrom("projects")
      .select("id")
      .where("number", "=", number)
      .where("id", "!=", id)
      .executeTakeFirst();
    if (other !== undefined) {
      throw contradiction(
        "duplicate",
        `${path}.number`,
        `${number} is the number of the project ${other.id}.`,
      );
    }
  }
  const row = await database
    .selectFrom("projects")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) {
    await database
      .insertInto("projects")
      .values({ id, number: number ?? randomDigits(12), name: name ?? id, created_at_ms: nowMs })
      .execute();
    await applying.changed({ thing: "project", target: id, what: "created", project: id });
    return;
  }
  const wanted = {
    ...(number === undefined ? {} : { number }),
    ...(name === undefined ? {} : { name }),
  };
  const properties = differences(row, wanted);
  if (properties.length === 0) return;
  await database.updateTable("projects").set(wanted).where("id", "=", id).execute();
  await applying.changed({
    thing: "project",
    target: id,
    what: "changed",
    properties,
    project: id,
  });
}

async function applyMembers(
  applying: Applying,
  { id, members }: ProjectDeclaration,
): Promise<void> {
  const { database } = applying;
  for (const { email, role } of members) {
    const row = await database
      .selectFrom("project_members")
      .select("role")
      .where("project_id", "=", id)
      .where("email", "=", email)
      .executeTakeFirst();
    if (row?.role === role) continue;
    await database
      .insertInto("project_members")
      .values({ project_id: id, email, role })
      .onConflict((conflict) => conflict.columns(["project_id", "email"]).doUpdateSet({ role }))
      .execute();
    const what = row === undefined ? "created" : "changed";
    const target = `${email} (${role}) of ${id}`;
    await applying.changed({ thing: "member", target, what, project: id });
  }
}

async function applyServices(
  applying: Applying,
  { id, services }: ProjectDeclaration,
): Promise<void> {
  if (services === undefined) return;
  for (const service of switchedServices) {
    await switchService(applying, { project: id, service, wanted: services.includes(service) });
  }
}

/** Switches a service on or off for a project. */
export async function switchService(
  applying: Applying,
  { project, service, wanted }: { project: string; service: string; wanted: boolean },
): Promise<void> {
  const { database } = applying;
  const row = await database
    .selectFrom("project_services")
    .select("service")
    .where("project_id", "=", project)
    .where("service", "=", service)
    .executeTakeFirst();
  if ((row !== undefined) === wanted) return;
  if (wanted) {
    await database
      .insertInto("project_services")
      .values({ project_id: project, service })
      .execute();
  } else {
    await database
      .deleteFrom("project_services")
      .where("project_id", "=", project)
      .where("service", "=", service)
      .execute();
  }
  const what = wanted ? "switched on" : "switched off";
  await applying.changed({ thing: "service", target: `${service} of ${project}`, what, project });
}

async function applyQuotas(
  applying: Applying,
  { id, quotas = {} }: ProjectDeclaration,
): Promise<void> {
  if (await writeQuotas(applying, { project: id, quotas })) {
    const properties = Object.keys(quotas);
    await applying.changed({ thing: "quotas", target: id, what: "changed", properties });
  }
}

async function applyQueueAcls(
  applying: Applying,
  { id, queues }: ProjectDeclaration,
): Promise<void> {
  for (const { name, acl } of queues) {
    if (await writeQueueAcl(applying.database, { project: id, queue: name, acl })) {
      const target = `${id}/${name}`;
      await applying.changed({ thing: "queue ACL", target, what: "changed", project: id });
    }
  }
}
