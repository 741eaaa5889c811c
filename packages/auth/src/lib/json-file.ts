import { AuthError } from "../auth-error.ts";

/** Reads a credential file, which is one JSON object. */
export function parseJsonFile(file: { text: string; path: string }): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch (cause) {
    throw new AuthError("key_file_invalid", `${file.path} is not JSON: give the file as it came.`, {
      cause,
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AuthError("key_file_invalid", `${file.path} holds no JSON object.`);
  }
  return { ...value };
}

export function requiredText(content: Record<string, unknown>, name: string, path: string): string {
  const value = content[name];
  if (typeof value === "string" && value !== "") return value;
  throw new AuthError("key_file_invalid", `${path} has no ${name}: give the file as it came.`);
}
