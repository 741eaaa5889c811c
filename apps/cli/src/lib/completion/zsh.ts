import { type CommandNode, nameOf, withChildren } from "./command-tree.ts";
import { askedFor, walkCases } from "./walk-cases.ts";

const askLeasehold = `  if [[ $at == ${askedFor} ]]; then
    local entry
    for entry in "\${(@f)$(leasehold __complete api zsh "\${(j: :)words[1,CURRENT]}" 2>/dev/null)}"; do
      [[ -n $entry ]] && choices+=("\${\${entry%%$'\\t'*}//:/\\\\:}:\${entry#*$'\\t'}")
    done
    if (( $#choices )); then
      _describe value choices
    else
      _files
    fi
    return
  fi`;

/** A completion script for zsh. */
export function zshCompletion(program: CommandNode): string {
  const nodes = withChildren(program);
  const { steps, valueFlags, connectionFlags, queuePaths, choices } = walkCases(nodes);
  const values = choices.map(
    ({ path, long, values }) =>
      `    ${quote(`${path} ${long}`)}) choices=(${values.map(quote).join(" ")}); _describe value choices; return ;;`,
  );
  return `#compdef leasehold
# Completion of leasehold for zsh: leasehold completion zsh > a folder of $fpath, as _leasehold
_leasehold() {
  local cur="$words[CURRENT]" prev="$words[CURRENT-1]" at="" files="" word i given=0
  local -a commands flags choices connection queues
  for ((i = 2; i < CURRENT; i++)); do
    word="$words[i]"
    if [[ $word == -- ]]; then
      # What follows is a command line of its own.
      words=("\${(@)words[i+1,-1]}")
      ((CURRENT -= i))
      _normal
      return
    fi
    case "$word" in
      ${connectionFlags.map(quote).join(" | ")}) connection+=("$word" "$words[i+1]") ;;
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
${askLeasehold}
  case "$at $prev" in
${values.join("\n")}
  esac
  case "$prev" in
    ${valueFlags.map(quote).join(" | ")}) _files; return ;;
  esac
  case "$at" in
${nodes.map(caseOf).join("\n")}
  esac
  if [[ $cur == -* ]]; then
    _describe -o flag flags
  elif (( $#commands )); then
    _describe command commands
    [[ -n $files ]] && _files
  elif (( given == 0 )); then
    case "$at" in
      ${queuePaths.map(quote).join(" | ")})
        queues=(\${(f)"$($words[1] __complete queues $connection 2>/dev/null)"})
        (( $#queues )) && _describe queue queues ;;
      *) _files ;;
    esac
  else
    _files
  fi
}
if [[ "$funcstack[1]" == _leasehold ]]; then
  _leasehold "$@"
else
  compdef _leasehold leasehold
fi`;
}

function caseOf(node: CommandNode): string {
  const plain =
    node.children.length > 0
      ? node.children.map((child) => described(nameOf(child), child.about))
      : node.choices.map(quote);
  const flags = node.flags.flatMap(({ long, short, about }) =>
    [long, ...(short ? [short] : [])].map((word) => described(word, about)),
  );
  return [
    `    ${quote(node.path)})`,
    `      commands=(${plain.join(" ")})`,
    `      flags=(${flags.join(" ")})`,
    `      files=${node.takesFile ? "yes" : "''"} ;;`,
  ].join("\n");
}

function described(word: string, about: string): string {
  return quote(`${word.replaceAll(":", "\\:")}:${about.replaceAll("\n", " ")}`);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
