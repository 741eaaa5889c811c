import { type CommandNode, type Flag, nameOf, withChildren } from "./command-tree.ts";
import { walkCases } from "./walk-cases.ts";

/** A completion script for fish. */
export function fishCompletion(program: CommandNode): string {
  const nodes = withChildren(program);
  const { steps, valueFlags, connectionFlags, queuePaths } = walkCases(nodes);
  return `# Completion of leasehold for fish: leasehold completion fish > ~/.config/fish/completions/leasehold.fish
function __leasehold_at
  set -l at ""
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
    else if test "$word" = --
      set at --
      break
    else if contains -- "$word" ${valueFlags.map(quote).join(" ")}
      set skip yes
    else
      set -l longer (string trim -- "$at $word")
      if contains -- "$longer" ${steps.map(quote).join(" ")}
        set at "$longer"
      end
    end
  end
  test "$at" = "$argv[1]"
end
complete -c leasehold -e
${nodes.flatMap(linesOf).join("\n")}`;
}

function linesOf(node: CommandNode): string[] {
  const start = `complete -c leasehold -n ${quote(`__leasehold_at ${quote(node.path)}`)}`;
  const plain =
    node.children.length > 0
      ? node.children.map(
          (child) => `${start} -f -a ${quote(nameOf(child))} -d ${quote(oneLine(child.about))}`,
        )
      : node.choices.map((choice) => `${start} -f -a ${quote(choice)}`);
  return [...plain, ...node.flags.map((flag) => `${start} ${flagWords(flag)}`)];
}

function flagWords({ long, short, about, takesValue, choices }: Flag): string {
  const words = [
    `-l ${quote(long.slice(2))}`,
    ...(short === undefined ? [] : [`-s ${quote(short.slice(1))}`]),
    ...(choices.length > 0 ? [`-x -a ${quote(choices.join(" "))}`] : takesValue ? ["-r"] : []),
    `-d ${quote(oneLine(about))}`,
  ];
  return words.join(" ");
}

function oneLine(text: string): string {
  return text.replaceAll("\n", " ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
