import type { AuthorityContext } from "../context.ts";
import type { Memory } from "../memory.ts";

/** The services that a project switches on and off; any other needs no switch. */
export const switchedServices: readonly string[] = ["taskqueue"];

/** Makes the function that says whether a service is ON for a project. */
export function createServiceSwitch(
  context: Pick<AuthorityContext, "database">,
  memory: Memory,
): (project: string, service: string) => boolean | Promise<boolean> {
  async function read(project: string, service: string): Promise<boolean> {
    const remembered = await memory.services.load(`${project} ${service}`, async () => {
      const row = await context.database
        .selectFrom("project_services")
        .select("service")
        .where("project_id", "=", project)
        .where("service", "=", service)
        .executeTakeFirst();
      return { on: row !== undefined };
    });
    return remembered?.on ?? false;
  }

  return (project, service) => {
    if (!switchedServices.includes(service)) return true;
    return memory.services.get(`${project} ${service}`)?.on ?? read(project, service);
  };
}
