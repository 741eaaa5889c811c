import { findInterpreter } from "./interpreter.ts";

/** Finds a PHP with these extensions, which are Debian's. */
export function findPhp(extensions: readonly string[]): string | undefined {
  const loaded = extensions.map((extension) => `extension_loaded('${extension}')`).join(" && ");
  const check = ["-r", `exit(${loaded} ? 0 : 1);`];
  return findInterpreter({ name: "php", check, needs: extensions.join(", ") });
}
