import { CloseButton } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import classes from "./announcements.module.css";

const shownMs = 5000;

const Context = createContext<(text: string) => void>(() => {});

/** Tells the person that something was done: on the screen for a moment, and to screen readers. */
export function useAnnounce(): (text: string) => void {
  return useContext(Context);
}

export function Announcements({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ text: string; id: number }>();
  const announce = useCallback((text: string) => {
    setSaid((before) => ({ text, id: (before?.id ?? 0) + 1 }));
  }, []);
  useEffect(() => {
    if (said === undefined) return undefined;
    const timer = setTimeout(() => setSaid(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Context value={announce}>
      {children}
      <div role="status" className={classes["place"]}>
        {said !== undefined && (
          <div className={classes["note"]}>
            <span>{said.text}</span>
            <CloseButton size="sm" aria-label="Dismiss" onClick={() => setSaid(undefined)} />
          </div>
        )}
      </div>
    </Context>
  );
}
