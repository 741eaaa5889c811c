import { type Browser, chromium } from "playwright-core";
import { findProgram } from "./programs.ts";

/** Starts headless Chromium; undefined where the host has none. */
export async function startBrowser(): Promise<Browser | undefined> {
  const executablePath = findProgram("chromium");
  if (executablePath === undefined) return undefined;
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
