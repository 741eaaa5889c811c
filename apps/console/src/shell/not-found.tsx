import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";

/** What an address shows that leads nowhere. */
export function NotFound() {
  return (
    <Page title="There is no such page">
      <Empty
        title="Nothing is at this address"
        action={
          <Anchor component={Link} href="/">
            Go to the console's first page
          </Anchor>
        }
      />
    </Page>
  );
}
