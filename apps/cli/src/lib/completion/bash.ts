import { type CommandNode, nameOf, withChildren } from "./command-tree.ts";
import { askedFor, walkCases } from "./walk-cases.ts";

/** A completion script for bash. */
export function bashCompletion(program: CommandNode): string {
  const nodes = withChildren(program);
  const { steps, valueFlags, connectionFlags, queuePaths, choices } = walkCases(nodes);
  const words = nodes.map((node) => {
    const plain = node.children.length > 0 ? node.children.map(nameOf) : node.choices;
    const flags = node.flags.flatMap(({ long, short }) => [long, ...(short ? [short] : [])]);
    return `    ${quote(node.path)}) words=${quote(plain.join(" "))} flags=${quote(flags.join(" "))} ;;`;
  });
  const values = choices.map(
    ({ path, long, values }) =>
      `    ${quote(`${path} ${long}`)}) COMPREPLY=($(compgen -W ${quote(values.join(" "))} -- "$cur")); return ;;`,
  );
  return `# Completion of leasehold for bash: source <(leasehold completion bash)
_leasehold() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}"
  local at="" word words="" flags="" i given=0
  local -a connection=()
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    [[ $word == -- ]] && return
    case "$word" in
      ${connectionFlags.map(quote).join(" | ")}) connection+=("$word" "\${COMP_WORDS[i + 1]}") ;;
    esac
    case "$word" in
      ${valueFlags.map(quote).join(" | ")}) ((i++)); continue ;;
      -*) continue ;;
    esac
    case "\${at:+$at }$word" in
      ${steps.map(quote).join(" | ")}) at="\${at:+$at }$word" ;;
      *) ((given++)) ;;
    esac
  done
  if [[ $at == ${askedFor} ]]; then
    local IFS=$'\\n'
    COMPREPLY=($(leasehold __complete api bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
    return
  fi
  case "$at $prev" in
${values.join("\n")}
  esac
  # A flag's value is a file or anything else: bash completes files when we name nothing.
  case "$prev" in
    ${valueFlags.map(quote).join(" | ")}) return ;;
  esac
  case "$at" in
${words.join("\n")}
  esac
  if [[ $cur == -* ]]; then
    words="$flags"
  elif ((given == 0)); then
    case "$at" in
      ${queuePaths.map(quote).join(" | ")})
        words="$("\${COMP_WORDS[0]}" __complete queues "\${connection[@]}" 2>/dev/null)" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _leasehold leasehold`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
