import { Group, Text } from "@mantine/core";
import { Link } from "wouter";
import classes from "./brand.module.css";

/** The key and the name; leads home. */
export function Brand() {
  return (
    <Link href="/" className={classes["brand"]} aria-label="Leasehold console, home">
      <Group gap={7} wrap="nowrap">
        <svg
          viewBox="0 0 24 24"
          width="22"
          height="22"
          aria-hidden
          fill="none"
          stroke="currentColor"
          strokeWidth="2.25"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <circle cx="8" cy="8" r="4.5" />
          <path d="m11.3 11.3 8.7 8.7M16 16l2.5-2.5M19 19l2-2" />
        </svg>
        <Text component="span" fw={650} visibleFrom="xs" className={classes["name"]}>
          Leasehold
        </Text>
      </Group>
    </Link>
  );
}
