import { Argument, Command } from "commander";
import { bashCompletion } from "../completion/bash.ts";
import { type CommandNode, commandTree } from "../completion/command-tree.ts";
import { fishCompletion } from "../completion/fish.ts";
import { zshCompletion } from "../completion/zsh.ts";
import { addExamples } from "../examples.ts";
import type { Host } from "../host.ts";

const scripts: Record<string, (program: CommandNode) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function completionCommand(host: Host): Command {
  const command = new Command("completion")
    .description("print a script that completes commands and flags in your shell")
    .addArgument(new Argument("<shell>", "your shell").choices(Object.keys(scripts)))
    .action((shell: string, _flags: object, self: Command) => {
      const program = self.parent ?? self;
      host.print(scripts[shell]?.(commandTree(program)) ?? "");
    });
  return addExamples(command, [
    "source <(leasehold completion bash)   # in ~/.bashrc",
    "leasehold completion zsh > ~/.zfunc/_leasehold   # a folder of $fpath",
    "leasehold completion fish > ~/.config/fish/completions/leasehold.fish",
  ]);
}
