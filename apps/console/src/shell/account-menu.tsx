import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { Link } from "wouter";
import { useApi } from "../api/api-context.tsx";
import { useMe } from "../session/me.ts";
import { AccountIcon } from "./account-icon.tsx";
import { signOut } from "../session/sign-in.ts";

const schemes = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "As the system" },
] as const;

/** Who is signed in, light or dark, and the way out. */
export function AccountMenu() {
  const me = useMe();
  const { session } = useApi();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu
      defaultOpened
      position="bottom-end"
      width={230}
      shadow="md"
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <AccountIcon />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.data?.email ?? "Signed in"}</Menu.Label>
        <Menu.Item component={Link} href="/account">
          Your account
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
        >
          {schemes.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void session.token().then(signOut)}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
