/** What was read from the database, for a short while: bounded in entries and in age. */
export interface Cache<V> {
  /** The remembered value, when it is young enough. */
  get(key: string): V | undefined;
  /** Reads a value and remembers it, unless something was forgotten meanwhile. Undefined is not remembered. */
  load(key: string, read: () => Promise<V | undefined>): Promise<V | undefined>;
  forget(key: string): void;
  forgetWhere(matches: (value: V) => boolean): void;
  forgetAll(): void;
}

/**
 * Makes a cache. When it is full the oldest entry goes.
 *
 * @param options.entriesMax - how many values are kept.
 * @param options.lifetimeMs - how long a value may be used: the longest that another process's change stays unseen.
 */
export function createCache<V>(options: {
  entriesMax: number;
  lifetimeMs: number;
  now: () => number;
}): Cache<V> {
  const { entriesMax, lifetimeMs, now } = options;
  const entries = new Map<string, { value: V; staleAtMs: number }>();
  // A value that was being read while something was forgotten may be the old one.
  let generation = 0;
  return {
    get(key) {
      const entry = entries.get(key);
      return entry !== undefined && now() < entry.staleAtMs ? entry.value : undefined;
    },
    async load(key, read) {
      const generationBefore = generation;
      const staleAtMs = now() + lifetimeMs;
      const value = await read();
      if (value === undefined || generation !== generationBefore) return value;
      entries.delete(key);
      if (entries.size >= entriesMax) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(key, { value, staleAtMs });
      return value;
    },
    forget(key) {
      generation += 1;
      entries.delete(key);
    },
    forgetWhere(matches) {
      generation += 1;
      for (const [key, entry] of entries) if (matches(entry.value)) entries.delete(key);
    },
    forgetAll() {
      generation += 1;
      entries.clear();
    },
  };
}
