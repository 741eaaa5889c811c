import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterEach, beforeEach } from "vitest";
import { type ApiServer, apiServer, filesDocument } from "./api-server.ts";
import { type Outcome, runCli } from "./cli.ts";

/** For each test a server of the files API, and a folder with its document in files.json. */
export interface FilesApi {
  server: ApiServer;
  folder: string;
  /** Runs `leasehold api` in the folder, as somebody with a home of their own. */
  api: (
    args: string[],
    more?: { env?: Record<string, string>; input?: string | Buffer },
  ) => Promise<Outcome>;
  /** Calls a method of files with a token. */
  call: (method: string, ...args: string[]) => Promise<Outcome>;
  answerJson: (value: unknown) => void;
}

export function useFilesApi(): FilesApi {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: ApiServer;
  beforeEach(async () => {
    folder = temporaryFolder();
    server = await apiServer();
    writeFileSync(join(folder.path, "files.json"), JSON.stringify(filesDocument(server.url)));
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });
  const api: FilesApi["api"] = (args, { env, input } = {}) =>
    runCli(["api", ...args], {
      cwd: folder.path,
      env: { LEASEHOLD_CONFIG_DIR: join(folder.path, "home"), ...env },
      ...(input !== undefined && { input }),
    });
  return {
    get server() {
      return server;
    },
    get folder() {
      return folder.path;
    },
    api,
    call: (method, ...args) => api(["files.json", `files.${method}`, "--token", "t", ...args]),
    answerJson(value) {
      server.answer = (_seen, response) => void response.end(JSON.stringify(value));
    },
  };
}
