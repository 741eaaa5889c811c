import { findInterpreter } from "./interpreter.ts";

/** Finds a Perl with these modules, which are Debian's. */
export function findPerl(modules: readonly string[]): string | undefined {
  const check = [...modules.map((module) => `-M${module}`), "-e", "1"];
  return findInterpreter({ name: "perl", check, needs: modules.join(", ") });
}
