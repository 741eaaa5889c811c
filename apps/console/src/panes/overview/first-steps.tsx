import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useApi } from "../../api/api-context.tsx";
import { useList } from "../../api/use-list.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./overview.module.css";

/** What is still to be done before an application can use a queue; gone once it is. */
export function FirstSteps() {
  const { client } = useApi();
  const project = useProjectId();
  const { canEdit } = useRole();
  const services = useList(["projects", project, "services"], (page, options) =>
    client.services.list({ project, ...page }, options),
  );
  const clients = useList(["projects", project, "clients"], (page, options) =>
    client.clients.list({ project, ...page }, options),
  );
  const accounts = useList(["projects", project, "serviceAccounts"], (page, options) =>
    client.serviceAccounts.list({ project, ...page }, options),
  );
  const queues = useList(["projects", project, "queues"], (page, options) =>
    client.queues.list({ project, ...page }, options),
  );
  if (!canEdit || !services.data || !clients.data || !accounts.data || !queues.data) return null;
  const done = {
    service: services.data.some(({ enabled }) => enabled),
    application: clients.data.length + accounts.data.length > 0,
    queue: queues.data.length > 0,
  };
  if (done.service && done.application && done.queue) return null;
  return (
    <Section title="First steps" about="What an application needs before it can use a queue.">
      <ol className={classes["steps"]}>
        <Step done={done.service} href="/services">
          Switch the Task Queue service on
        </Step>
        <Step done={done.application} href="/access">
          Register an application
        </Step>
        <Step done={done.queue} href="/queues">
          Create a queue
        </Step>
      </ol>
    </Section>
  );
}

function Step({ done, href, children }: { done: boolean; href: string; children: ReactNode }) {
  return (
    <li>
      {done ? (
        <span className={classes["done"]}>
          <s>{children}</s> – done
        </span>
      ) : (
        <Anchor component={Link} href={href} size="sm">
          {children}
        </Anchor>
      )}
    </li>
  );
}
