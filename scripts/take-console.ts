// Puts the built console into what the command line publishes. Run in the command line's folder, after both are built.
import { cpSync, rmSync } from "node:fs";

rmSync("dist/console", { recursive: true, force: true });
cpSync("../console/dist", "dist/console", { recursive: true });
