import type { TablerIcon } from "@tabler/icons-react";
import type { ComponentType, LazyExoticComponent } from "react";

/** A pane of the console: where it is, what the menu calls it, and its code, which is loaded when it is opened. */
export interface Pane {
  /** Path under the project or, for panes of the whole service, under the console. */
  path: string;
  title: string;
  icon: TablerIcon;
  component: LazyExoticComponent<ComponentType>;
  /** Only administrators of the service see it. */
  administrators?: boolean;
}
