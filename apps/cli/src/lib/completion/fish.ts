import { type CommandNode, type Flag, nameOf, withChildren } from "./command-tree.ts";
import { askedFor, walkCases } from "./walk-cases.ts";

/** A completion script for fish. */
export function fishCompletion(program: CommandNode): string {
  const nodes = withChildren(program);
  const { steps, valueFlags, connectionFlags, queuePaths } = walkCases(nodes);
  return `# Completion of leasehold for fish: leasehold completion fish > ~/.config/fish/completions/leasehold.fish
function __leasehold_at
  set -l at ""
  set -l skip no
  set -l given 0
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
    else if test "$word" = --
      set at --
      break
    else if contains -- "$word" ${valueFlags.map(quote).join(" ")}
      set skip yes
    else if not string match -q -- "-*" "$word"
      set -l longer (string trim -- "$at $word")
      if contains -- "$longer" ${steps.map(quote).join(" ")}
        set at "$longer"
      else
        set given (math $given + 1)
      end
    end
  end
  test "$at" = "$argv[1]"; and test "$argv[2]" != first -o $given = 0
end
function __leasehold_queues
  set -l words (commandline -opc)
  set -l connection
  for at in (seq 2 (count $words))
    if contains -- "$words[$at]" ${connectionFlags.map(quote).join(" ")}
      set -a connection "$words[$at]" "$words[$(math $at + 1)]"
    end
  end
  $words[1] __complete queues $connection 2>/dev/null
end
function __leasehold_asked
  set -l found (leasehold __complete api fish (commandline -cp) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c leasehold -e
${nodes.flatMap(linesOf).join("\n")}
${queuePaths.map(queueLine).join("\n")}`;
}

function linesOf(node: CommandNode): string[] {
  if (node.path === askedFor) {
    return [
      `complete -c leasehold -n ${quote(`__leasehold_at ${quote(node.path)}`)} -f -a '(__leasehold_asked)'`,
    ];
  }
  const start = `complete -c leasehold -n ${quote(`__leasehold_at ${quote(node.path)}`)}`;
  const plain =
    node.children.length > 0
      ? node.children.map(
          (child) =>
            `${start} ${node.takesFile ? "" : "-f "}-a ${quote(nameOf(child))} -d ${quote(oneLine(child.about))}`,
        )
      : node.choices.map((choice) => `${start} -f -a ${quote(choice)}`);
  return [...plain, ...node.flags.map((flag) => `${start} ${flagWords(flag)}`)];
}

function queueLine(path: string): string {
  const condition = quote(`__leasehold_at ${quote(path)} first`);
  return `complete -c leasehold -n ${condition} -f -a '(__leasehold_queues)'`;
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
