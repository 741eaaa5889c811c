import { Component, type ReactNode } from "react";
import { Failure } from "../ui/failure.tsx";

/** Keeps the menu there when a pane fails, as when the service was upgraded and the pane's old file is gone. */
export class PaneBoundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div>
        <Failure error={error} onRetry={() => location.reload()} />
      </div>
    );
  }
}
