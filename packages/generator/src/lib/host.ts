/** What a command has from outside. */
export interface Host {
  /** Folder that file names are relative to. */
  folder: string;
  fetch: typeof globalThis.fetch;
  out: (text: string) => void;
  error: (text: string) => void;
  /** Shows what goes on, on one line that the next one replaces; undefined takes it away. Default: nothing is shown. */
  progress?: (line: string | undefined) => void;
  /** What follows a complaint about the arguments. Default: the usage of `leasehold-generate`. */
  usageHint?: string;
}
