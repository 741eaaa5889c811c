import type { AdminCommand } from "./admin-command.ts";

/** A branch of commands that administer one kind of thing. */
export interface AdminBranch {
  name: string;
  about: string;
  commands: readonly AdminCommand[];
}
