import { readFileSync } from "node:fs";

// The kernel reports in ticks of USER_HZ, which is 100 on every Linux that Node runs on.
const microsPerTick = 10_000;

/** The CPU time that a process and all of its threads have used, in µs; undefined where there is no /proc. */
export function cpuMicros(processId: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, "latin1");
    // The program's name, in parentheses, may hold spaces: count the fields after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * microsPerTick;
  } catch {
    return undefined;
  }
}
