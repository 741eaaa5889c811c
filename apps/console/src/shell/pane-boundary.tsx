import { Component, type ReactNode } from "react";
import { Failure } from "../ui/failure.tsx";

interface Props {
  /** The address that is shown: another one gets another chance. */
  place: string;
  children: ReactNode;
}

interface State {
  place: string;
  error?: unknown;
}

/** Keeps the menu there when a pane fails, as when the service was upgraded and the pane's old file is gone. */
export class PaneBoundary extends Component<Props, State> {
  override state: State = { place: this.props.place };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  static getDerivedStateFromProps({ place }: Props, state: State): State | null {
    return place === state.place ? null : { place };
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
