import { NavLink, Text } from "@mantine/core";
import { Link, useLocation } from "wouter";
import type { Pane } from "../panes/pane.ts";
import { projectPanes, servicePanes } from "../panes/pane-list.ts";
import { useMe } from "../session/me.ts";
import { useCurrentProject } from "./current-project.ts";

/** The menu: the panes of the project, then those of the service. */
export function Navigation() {
  const project = useCurrentProject();
  const me = useMe();
  const visible = servicePanes.filter((pane) => !pane.administrators || me.data?.administrator);
  return (
    <>
      {project !== undefined && (
        <>
          {projectPanes.map((pane) => (
            <PaneLink
              key={pane.title}
              pane={pane}
              path={`/projects/${project}${pane.path}`}
              whole={pane.path === ""}
            />
          ))}
          <Text size="xs" c="dimmed" fw={600} mt="md" mb={4} px="sm">
            Service
          </Text>
        </>
      )}
      {visible.map((pane) => (
        <PaneLink key={pane.title} pane={pane} path={pane.path} whole={pane.path === "/projects"} />
      ))}
    </>
  );
}

function PaneLink({ pane, path, whole }: { pane: Pane; path: string; whole: boolean }) {
  const [location] = useLocation();
  const active = location === path || (!whole && location.startsWith(`${path}/`));
  const { icon: Icon, title } = pane;
  return (
    <NavLink
      component={Link}
      href={path}
      label={title}
      leftSection={<Icon size={17} stroke={1.75} aria-hidden />}
      active={active}
      aria-current={active ? "page" : undefined}
      styles={{
        root: { borderRadius: 7, padding: "0.4rem 0.625rem" },
        label: { fontSize: "0.875rem" },
      }}
    />
  );
}
