import { setTimeout as sleep } from "node:timers/promises";
import type { TokenCredential } from "./auth.ts";
import { AuthError } from "./auth-error.ts";
import { endpointsOf } from "./endpoints.ts";
import { askForDeviceCode, type DeviceCode, pollForTokens } from "./lib/device-endpoint.ts";
import {
  keepTokens,
  narrowedCredential,
  revokeAccount,
  userCredential,
} from "./lib/user-credential.ts";
import type { Tokens, TokenStore } from "./token-store.ts";

/** A program where nobody can use a browser: a television, a machine in a rack. */
export interface DeviceApp {
  /** Acts for the user who signed in; renews and saves the tokens. */
  credential: TokenCredential;
  /** Has the user allow access in a browser anywhere else, by a short code. */
  signIn: (options: DeviceSignIn) => Promise<Tokens>;
  /** Acts for the same user with fewer scopes than were granted; its tokens are not kept. */
  narrowed: (scopes: readonly string[]) => TokenCredential;
  /** Revokes what was granted and forgets the tokens. */
  signOut: () => Promise<void>;
}

export interface DeviceAppOptions {
  clientId: string;
  clientSecret?: string | undefined;
  scopes: readonly string[];
  store: TokenStore;
  /** The name under which the store keeps these tokens; `default` by default. */
  account?: string;
  /** A Leasehold's base URL; Google by default. */
  issuer?: string | undefined;
  fetch?: typeof globalThis.fetch;
}

export interface DeviceSignIn {
  /** Shows the user where to go and which code to type. */
  showCode: (prompt: DevicePrompt) => void;
  signal?: AbortSignal;
  /** Waits between two questions; by a timer by default. */
  wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** What the user is to do (RFC 8628, 3.3). */
export interface DevicePrompt {
  /** The code to type at the address. */
  userCode: string;
  verificationUrl: string;
  /** The address with the code in it, for a link or a picture to scan, when the server has one. */
  verificationUrlComplete?: string;
  /** How long the code is good for, in seconds. */
  expiresInSeconds: number;
}

// RFC 8628, 3.5: what "slow down" adds.
const slowDownSeconds = 5;
const intervalMaxSeconds = 60;

/**
 * OAuth 2.0 for devices (RFC 8628).
 *
 * @param options the application, its scopes, and where tokens are kept.
 */
export function deviceApp(options: DeviceAppOptions): DeviceApp {
  const { scopes, store, account = "default" } = options;
  const client = {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    endpoints: endpointsOf(options.issuer),
    fetch: options.fetch ?? globalThis.fetch,
  };
  const credential = userCredential({ client, store, account });
  return {
    credential,
    narrowed: (narrower) => narrowedCredential({ client, store, account }, narrower),
    async signIn({ showCode, signal, wait = waitByTimer }) {
      const { deviceCode, intervalSeconds, ...prompt } = await askForDeviceCode(client, scopes);
      showCode(prompt);
      const tokens = await pollUntilDecided({
        ask: () => pollForTokens(client, deviceCode),
        pause: (ms) => wait(ms, signal),
        intervalSeconds,
        expiresInSeconds: prompt.expiresInSeconds,
      });
      await keepTokens({ store, account }, tokens);
      credential.replace(tokens);
      return tokens;
    },
    async signOut() {
      credential.replace(undefined);
      await revokeAccount({ client, store, account });
    },
  };
}

async function pollUntilDecided(poll: {
  ask: () => ReturnType<typeof pollForTokens>;
  pause: (ms: number) => Promise<void>;
  intervalSeconds: number;
  expiresInSeconds: DeviceCode["expiresInSeconds"];
}): Promise<Tokens> {
  let { intervalSeconds } = poll;
  let waitedSeconds = 0;
  while (waitedSeconds <= poll.expiresInSeconds) {
    await poll.pause(intervalSeconds * 1000);
    waitedSeconds += intervalSeconds;
    const answer = await poll.ask();
    if (typeof answer !== "string") return answer;
    if (answer === "slow_down") intervalSeconds += slowDownSeconds;
    // RFC 8628, 3.5: a server that cannot be reached is asked less and less often.
    if (answer === "unreachable") {
      intervalSeconds = Math.min(intervalMaxSeconds, Math.max(1, intervalSeconds * 2));
    }
    // A server that names no interval must not be asked for ever either.
    if (intervalSeconds === 0) waitedSeconds += 1;
  }
  throw expired();
}

/** The code's time is over. */
function expired(): AuthError {
  return new AuthError(
    "device_code_expired",
    "Nobody typed the code in time: start again for a new one.",
  );
}

async function waitByTimer(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (cause) {
    throw new AuthError("sign_in_aborted", "The sign-in was stopped: start again when you like.", {
      cause,
    });
  }
}
