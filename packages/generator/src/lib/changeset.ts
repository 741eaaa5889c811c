import type { DocumentDiff } from "../diff.ts";

/** Changes that a changeset lists; the number of the others is said. */
const listedMax = 100;

/** Writes a changeset: the bump, and the changes that a user of the client sees. */
export function changesetText(
  packageName: string,
  { bump, changes }: DocumentDiff,
): string | undefined {
  if (bump === "none") return undefined;
  const seen = changes.filter((change) => change.bump !== "patch");
  const lines = seen.slice(0, listedMax).map(({ place, text }) => `- \`${place}\` ${text}`);
  const left = seen.length - lines.length;
  const texts = changes.length - seen.length;
  const rest = [
    ...(left > 0 ? [`- and ${left} more`] : []),
    ...(texts > 0
      ? [`- ${texts} ${texts === 1 ? "change" : "changes"} of descriptions, scopes and other texts`]
      : []),
  ];
  const title = {
    major: "The API changed: some programs must change with it.",
    minor: "The API offers more.",
    patch: "The API is described anew.",
  }[bump];
  return `---\n${JSON.stringify(packageName)}: ${bump}\n---\n\n${title}\n\n${[...lines, ...rest].join("\n")}\n`;
}
