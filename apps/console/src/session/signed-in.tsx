import { Center, Loader } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { type Api, ApiProvider } from "../api/api-context.tsx";
import { createClient } from "../api/client.ts";
import { Failure } from "../ui/failure.tsx";
import { openSession } from "./session.ts";

let opening: Promise<Api> | undefined;

// Once a page: the code that a sign-in page sent back works a single time.
function openApi(): Promise<Api> {
  opening ??= openSession().then((session) => ({ session, client: createClient(session) }));
  return opening;
}

/** Shows the console to who is signed in; everybody else is taken to the sign-in page first. */
export function SignedIn({ children }: { children: ReactNode }) {
  const [api, setApi] = useState<Api>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    openApi().then(setApi, setError);
  }, []);
  if (error !== undefined) {
    return (
      <Center mih="100vh" p="md">
        <Failure error={error} onRetry={() => location.reload()} />
      </Center>
    );
  }
  if (api === undefined) {
    return (
      <Center mih="100vh">
        <Loader aria-label="Signing in" role="status" />
      </Center>
    );
  }
  return <ApiProvider value={api}>{children}</ApiProvider>;
}
