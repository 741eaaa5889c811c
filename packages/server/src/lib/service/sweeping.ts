import type { Authority } from "@leasehold/authority";
import type { Logger } from "pino";

const intervalMs = 10 * 60 * 1000;

/** Drops what expired in the authority now and then. Returns the function that ends it. */
export function startSweeping(options: {
  authority: Pick<Authority, "sweep">;
  logger: Logger;
}): () => void {
  const { authority, logger } = options;
  const timer = setInterval(() => {
    authority.sweep().catch((error: unknown) => {
      logger.error({ err: error }, "expired tokens and sessions could not be dropped");
    });
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
