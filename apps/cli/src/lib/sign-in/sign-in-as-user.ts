import type { DeviceAppOptions } from "@leasehold/auth/device";
import type { TokenStore } from "@leasehold/auth/token-store";
import { CliError } from "../cli-error.ts";
import { builtInClient } from "../client-secrets.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import type { SignIn } from "../profiles.ts";
import type { Settings } from "../settings.ts";

const browserMinutes = 5;

/** Has a person allow access, by a code, in a browser here or anywhere, and keeps the tokens. */
export async function signInAsUser(options: {
  host: Host;
  settings: Settings;
  signIn: SignIn & { type: "user" };
  store: TokenStore;
  account: string;
  way: "browser" | "device" | "by hand";
}): Promise<void> {
  const { host, settings, signIn, store, account } = options;
  if (options.way === "device") {
    const { clientId, clientSecret, scopes } = signIn;
    const issuer = settings.baseUrl;
    await signInOnDevice(host, { clientId, clientSecret, scopes, issuer, store, account });
    return;
  }
  const { installedApp } = await import("@leasehold/auth/installed-app");
  const { clientId, clientSecret, scopes } = signIn;
  const issuer = settings.baseUrl;
  const app = installedApp({ clientId, clientSecret, scopes, issuer, store, account });
  if (options.way === "browser") {
    await app.signIn(inBrowser(host));
    return;
  }
  // One's own application may not be registered for a page with the code.
  const outOfBand = clientId === builtInClient.clientId;
  await app.signInByHand({
    outOfBand,
    showAddress(address) {
      host.tell(`Open this address in a browser on any machine:\n\n  ${address}\n`);
      host.tell(
        outOfBand
          ? "At the end it shows a code. Paste it here."
          : "At the end it fails to show a page: that is right. Paste that page's address here.",
      );
    },
    async readAnswer() {
      const answer = await host.ask(outOfBand ? "Code: " : "Address or code: ");
      if (answer !== undefined) return answer;
      throw new CliError(
        exitCodes.signIn,
        "No answer was given: run the command again and paste it.",
      );
    },
  });
}

async function signInOnDevice(host: Host, options: DeviceAppOptions): Promise<void> {
  const { deviceApp } = await import("@leasehold/auth/device");
  await deviceApp(options).signIn({
    showCode({ userCode, verificationUrl, verificationUrlComplete, expiresInSeconds }) {
      host.tell(`In a browser on any machine, open\n\n  ${verificationUrl}\n`);
      host.tell(`and type the code\n\n  ${userCode}\n`);
      if (verificationUrlComplete !== undefined) {
        host.tell(`With the code already in it: ${verificationUrlComplete}`);
      }
      host.tell(`Waiting, for ${Math.round(expiresInSeconds / 60)} minutes at most.`);
    },
  });
}

/** The browser's part of a sign-in that ends when the browser comes back. */
export function inBrowser(host: Host): {
  timeoutMs: number;
  openUrl: (address: string) => Promise<void>;
} {
  return {
    timeoutMs: browserMinutes * 60_000,
    async openUrl(address) {
      await showAndOpenAddress(host, address);
      host.tell(`Waiting until you have allowed it there, for ${browserMinutes} minutes at most.`);
    },
  };
}

/** Opens an address in the browser of this machine, and shows it for the case that this fails. */
export async function showAndOpenAddress(host: Host, address: string): Promise<void> {
  host.tell(
    `Opening your browser. If nothing happens, open this address on this machine:\n\n  ${address}\n`,
  );
  const { openBrowser } = await import("@leasehold/auth/open-browser");
  try {
    await openBrowser(address, { platform: process.platform, env: host.env });
  } catch (error) {
    host.tell(error instanceof Error ? error.message : "No browser was found.");
    host.tell("On a machine without a browser, use: leasehold login --device (or --no-browser)");
  }
}
