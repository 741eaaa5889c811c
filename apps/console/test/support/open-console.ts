import { startBrowser } from "@leasehold/testing/browser";
import type { Browser } from "playwright-core";
import { type ConsoleService, startConsoleService } from "./console-service.ts";
import { newVisitor, type Visitor } from "./visitor.ts";

/** A service of its own with people in it, and a browser. */
export interface OpenConsole extends AsyncDisposable {
  service: ConsoleService;
  /** Opens a window for one of the people. */
  visit: (email: string, password: string) => Promise<Visitor>;
}

/** Starts a service with this leasehold.yaml and a browser; both end with the scope. */
export async function openConsole(yaml: string): Promise<OpenConsole> {
  const service = await startConsoleService(yaml);
  const browser = (await startBrowser()) as Browser;
  return {
    service,
    visit: (email, password) => newVisitor({ browser, url: service.url, email, password }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await service[Symbol.asyncDispose]();
    },
  };
}
