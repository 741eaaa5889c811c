import type { Host } from "./host.ts";

// What takes longer looks like a hang to whoever watches.
const patienceMs = 2000;

/** Awaits a step, and says on standard error what is waited for when it takes long. */
export async function whileWaiting<Result>(
  host: Host,
  text: string,
  step: Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => host.tell(text), patienceMs);
  try {
    return await step;
  } finally {
    clearTimeout(timer);
  }
}
