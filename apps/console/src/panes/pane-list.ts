import {
  IconApps,
  IconChartHistogram,
  IconGauge,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconPlayerPlay,
  IconShieldCheck,
  IconStack2,
  IconToggleRight,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { lazy } from "react";
import type { Pane } from "./pane.ts";

/** The panes of a project, in the order of the menu; `path` follows `/projects/ID`. */
export const projectPanes: readonly Pane[] = [
  {
    path: "",
    title: "Overview",
    icon: IconLayoutDashboard,
    component: lazy(async () => ({ default: (await import("./overview/overview.tsx")).Overview })),
  },
  {
    path: "/services",
    title: "Services",
    icon: IconToggleRight,
    component: lazy(async () => ({ default: (await import("./services/services.tsx")).Services })),
  },
  {
    path: "/access",
    title: "API Access",
    icon: IconKey,
    component: lazy(async () => ({ default: (await import("./access/access.tsx")).Access })),
  },
  {
    path: "/team",
    title: "Team",
    icon: IconUsersGroup,
    component: lazy(async () => ({ default: (await import("./team/team.tsx")).Team })),
  },
  {
    path: "/quotas",
    title: "Quotas",
    icon: IconGauge,
    component: lazy(async () => ({ default: (await import("./quotas/quotas.tsx")).Quotas })),
  },
  {
    path: "/traffic",
    title: "Traffic",
    icon: IconChartHistogram,
    component: lazy(async () => ({ default: (await import("./traffic/traffic.tsx")).Traffic })),
  },
  {
    path: "/queues",
    title: "Task Queues",
    icon: IconStack2,
    component: lazy(async () => ({ default: (await import("./queues/queues.tsx")).Queues })),
  },
  {
    path: "/audit",
    title: "Audit log",
    icon: IconListDetails,
    component: lazy(async () => ({ default: (await import("./audit/audit.tsx")).ProjectAudit })),
  },
];

/** The panes of the whole service. */
export const servicePanes: readonly Pane[] = [
  {
    path: "/try",
    title: "Try it",
    icon: IconPlayerPlay,
    component: lazy(async () => ({ default: (await import("./try/try.tsx")).Try })),
  },
  {
    path: "/account",
    title: "Your account",
    icon: IconUserCircle,
    component: lazy(async () => ({ default: (await import("./account/account.tsx")).Account })),
  },
  {
    path: "/projects",
    title: "Projects",
    icon: IconApps,
    component: lazy(async () => ({ default: (await import("./projects/projects.tsx")).Projects })),
  },
  {
    path: "/users",
    title: "Users",
    icon: IconUsers,
    administrators: true,
    component: lazy(async () => ({ default: (await import("./users/users.tsx")).Users })),
  },
  {
    path: "/delegations",
    title: "Manage API client access",
    icon: IconShieldCheck,
    administrators: true,
    component: lazy(async () => ({
      default: (await import("./delegations/delegations.tsx")).Delegations,
    })),
  },
  {
    path: "/audit",
    title: "Audit log of the service",
    icon: IconListDetails,
    administrators: true,
    component: lazy(async () => ({ default: (await import("./audit/audit.tsx")).ServiceAudit })),
  },
];

/** A queue's own page, under the project. */
export const queuePage: Pane["component"] = lazy(async () => ({
  default: (await import("./queue/queue-page.tsx")).QueuePage,
}));
