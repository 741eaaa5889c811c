import {
  IconApps,
  IconLayoutDashboard,
  IconStack2,
  IconToggleRight,
  IconUserCircle,
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
    path: "/team",
    title: "Team",
    icon: IconUsersGroup,
    component: lazy(async () => ({ default: (await import("./team/team.tsx")).Team })),
  },
  {
    path: "/queues",
    title: "Task Queues",
    icon: IconStack2,
    component: lazy(async () => ({ default: (await import("./queues/queues.tsx")).Queues })),
  },
];

/** The panes of the whole service. */
export const servicePanes: readonly Pane[] = [
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
];
