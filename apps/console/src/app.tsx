import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Router } from "wouter";
import { ApiError } from "@leasehold/client-runtime";
import { SignedIn } from "./session/signed-in.tsx";
import { Shell } from "./shell/shell.tsx";
import { styleNonce } from "./theme/style-nonce.ts";
import { cssVariables, theme } from "./theme/theme.ts";
import { Announcements } from "./ui/announcements.tsx";

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // The client has already repeated what may pass; what the service refused stays refused.
      retry: (failures, error) => !(error instanceof ApiError) && failures < 1,
    },
  },
});

/** The console. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      cssVariablesResolver={cssVariables}
    >
      <QueryClientProvider client={queryClient}>
        <Announcements>
          <SignedIn>
            <Router base="/console">
              <Shell />
            </Router>
          </SignedIn>
        </Announcements>
      </QueryClientProvider>
    </MantineProvider>
  );
}
