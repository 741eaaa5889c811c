import { AdministrationError } from "../../administration-error.ts";
import { switchedServices } from "../access/service-switch.ts";
import { switchService } from "../apply/apply-project.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { change } from "./change.ts";

/** A service and whether it is ON for a project. */
interface ServiceSwitch {
  name: string;
  title: string;
  enabled: boolean;
}

/** What the admin API does with the switches of a project. */
export interface ServiceAdministration {
  list(project: string): Promise<ServiceSwitch[]>;
  set(
    project: string,
    service: { name: string; enabled: boolean },
    agent: Agent,
  ): Promise<ServiceSwitch>;
}

const titles: Record<string, string> = { taskqueue: "Task Queue" };

export function serviceAdministration(context: AuthorityContext): ServiceAdministration {
  return {
    async list(project) {
      const rows = await context.database
        .selectFrom("project_services")
        .select("service")
        .where("project_id", "=", project)
        .execute();
      const on = new Set(rows.map(({ service }) => service));
      return switchedServices.map((name) => switchOf(name, on.has(name)));
    },
    async set(project, { name, enabled }, agent) {
      if (!switchedServices.includes(name)) {
        throw new AdministrationError(
          "not_found",
          `There is no service ${name} to switch: there are ${switchedServices.join(", ")}.`,
        );
      }
      await change(context, agent, (applying) =>
        switchService(applying, { project, service: name, wanted: enabled }),
      );
      return switchOf(name, enabled);
    },
  };
}

function switchOf(name: string, enabled: boolean): ServiceSwitch {
  return { name, title: titles[name] ?? name, enabled };
}
