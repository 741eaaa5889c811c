import type { Host } from "./host.ts";
import type { Settings } from "./settings.ts";

/** Prints the API's resource where `--json` asks for it, else what people read. */
export function printResource<Resource>(
  host: Host,
  settings: Settings,
  resource: Resource,
  render: (resource: Resource) => string,
): void {
  host.print(settings.json ? JSON.stringify(resource, undefined, 2) : render(resource));
}

/** Where a list goes on, for people; in JSON it is a field. */
export function tellNextPage(host: Host, settings: Settings, token: string | undefined): void {
  if (token !== undefined && !settings.json) host.tell(`There is more: --page-token ${token}`);
}
