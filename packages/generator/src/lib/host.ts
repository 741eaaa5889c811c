/** What a command has from outside. */
export interface Host {
  /** Folder that file names are relative to. */
  folder: string;
  fetch: typeof globalThis.fetch;
  out: (text: string) => void;
  error: (text: string) => void;
}
