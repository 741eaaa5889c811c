import { AppShell, Burger, Group } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { AccountButton } from "./account-button.tsx";
import { Brand } from "./brand.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { Navigation } from "./navigation.tsx";
import { ProjectSwitch } from "./project-switch.tsx";
import { Routes } from "./routes.tsx";
import classes from "./shell.module.css";

/** The console's frame: bar, menu, and the pane that is open. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [location] = useLocation();
  useEffect(close, [location, close]);
  // A menu that is out of sight is out of reach of the keys too.
  const narrow = useMediaQuery("(max-width: 47.99em)");
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={0}
      transitionDuration={0}
    >
      <a className={classes["skip"]} href="#pane">
        Skip to the pane
      </a>
      <AppShell.Header className={classes["header"]}>
        <Group h="100%" px="sm" gap="xs" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Menu"
              aria-expanded={opened}
            />
            <Brand />
            <ProjectSwitch />
          </Group>
          <Group gap={4} wrap="nowrap">
            <CommandPalette />
            <AccountButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        className={classes["navbar"]}
        aria-label="Panes"
        style={narrow && !opened ? { visibility: "hidden" } : {}}
      >
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main className={classes["main"]} id="pane">
        <Routes />
      </AppShell.Main>
    </AppShell>
  );
}
