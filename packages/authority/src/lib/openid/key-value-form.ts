import type { Field } from "./message.ts";

const namePattern = /^[\w.-]+$/u;

/**
 * Writes fields one to a line (OpenID Authentication 2.0, section 4.1.1): what direct answers are, and what is signed.
 *
 * @throws TypeError for a name or value that would read as something else. A line break or colon in the wrong place
 *   would make two different messages the same text, and one signature good for both.
 */
export function keyValueForm(fields: Iterable<Field>): string {
  let text = "";
  for (const [name, value] of fields) {
    if (!isWritable(name, value)) throw new TypeError(`The field ${name} cannot be written.`);
    text += `${name}:${value}\n`;
  }
  return text;
}

/** Says whether a field can be written in key-value form. */
export function isWritable(name: string, value: string): boolean {
  return namePattern.test(name) && !value.includes("\n");
}
