import { Component, type ReactNode } from "react";
import { Failure } from "../ui/failure.tsx";

interface Props {
  /** The address that is shown: another one gets another chance. */
  place: string;
  children: ReactNode;
}

/** Keeps the menu there when a pane fails, as when the service was upgraded and the pane's old file is gone. */
export class PaneBoundary extends Component<Props, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.error !== undefined) {
      this.setState({ error: undefined });
    }
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
