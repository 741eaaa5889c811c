/** Runs work of one name once at a time: who asks while it runs gets the same outcome. */
export type SingleFlight<Outcome> = (
  name: string,
  work: () => Promise<Outcome>,
) => Promise<Outcome>;

export function singleFlight<Outcome>(): SingleFlight<Outcome> {
  const running = new Map<string, Promise<Outcome>>();
  return (name, work) => {
    const joined = running.get(name);
    if (joined !== undefined) return joined;
    const started = work().finally(() => running.delete(name));
    running.set(name, started);
    return started;
  };
}
