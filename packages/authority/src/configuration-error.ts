/** What is wrong with a configuration file. Callers switch on it. */
export type ConfigurationErrorCode =
  /** The file is no YAML, has two keys of one name, or is too large. */
  | "yaml_invalid"
  | "unknown_key"
  | "value_missing"
  | "wrong_type"
  | "value_invalid"
  /** Two entries with the same id, key or e-mail, here or with what is already there. */
  | "duplicate"
  /** A file that the configuration names cannot be read. */
  | "file_unreadable"
  /** It names a project or an account that does not exist. */
  | "unknown_reference";

/** A configuration file that cannot be used. The message says where, and what to write instead. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly code: ConfigurationErrorCode;
  /** Where in the file, such as `projects[0].oauthClients[1].redirectUris[0]`; empty for the file as a whole. */
  readonly path: string;
  /** The line, from 1; undefined when what is wrong is not in the file's text. */
  readonly line: number | undefined;

  constructor(options: {
    code: ConfigurationErrorCode;
    path: string;
    line: number | undefined;
    reason: string;
    cause?: unknown;
  }) {
    const { code, path, line, reason, cause } = options;
    const place = [path, ...(line === undefined ? [] : [`line ${line}`])].filter(Boolean);
    super(place.length === 0 ? reason : `${place.join(", ")}: ${reason}`, { cause });
    this.code = code;
    this.path = path;
    this.line = line;
  }
}
