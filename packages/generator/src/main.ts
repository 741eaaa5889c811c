#!/usr/bin/env node
import { runGenerator } from "./command.ts";

process.exitCode = await runGenerator(process.argv.slice(2), {
  folder: process.cwd(),
  fetch,
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});
