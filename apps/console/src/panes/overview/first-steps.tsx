import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useClients, useQueues, useServiceAccounts, useServices } from "../../api/project-lists.ts";
import { useProjectId, useRole } from "../../shell/project.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./overview.module.css";

/** What is still to be done before an application can use a queue; gone once it is. */
export function FirstSteps() {
  const project = useProjectId();
  const { canEdit } = useRole();
  const services = useServices(project);
  const clients = useClients(project);
  const accounts = useServiceAccounts(project);
  const queues = useQueues(project);
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
