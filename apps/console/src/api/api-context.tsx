import type { LeaseholdClient } from "@leasehold/leasehold-v1";
import { createContext, useContext } from "react";
import type { Session } from "../session/session.ts";

/** What panes talk to the service with. */
export interface Api {
  client: LeaseholdClient;
  session: Session;
}

const Context = createContext<Api | undefined>(undefined);

export const ApiProvider = Context.Provider;

/** The administration API, as the person who is signed in. */
export function useApi(): Api {
  const api = useContext(Context);
  if (api === undefined) throw new Error("useApi is for what is inside ApiProvider.");
  return api;
}
