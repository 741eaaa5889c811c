import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startLocalServer } from "@leasehold/testing/local-server";
import type { RunningServer } from "./running-server.ts";
import { signJwt } from "./service-account.ts";

/** A build of https://ci.example.com, by default one that the deployment trusts. */
interface Build {
  subject?: string;
  /** How far the CI service's clock is ahead of this machine's. */
  aheadSeconds?: number;
}

/** What the CI service says of one of its builds, for ten minutes. */
export function subjectToken(server: RunningServer, build: Build = {}): string {
  const { subject = "repo:acme/images:main", aheadSeconds = 0 } = build;
  const iat = Math.floor(Date.now() / 1000) + aheadSeconds;
  const issuer = { iss: "https://ci.example.com", aud: "//leasehold/acme/ci" };
  const claims = { ...issuer, sub: subject, iat, exp: iat + 600 };
  return signJwt({ key: server.deployment.ciKey, kid: "ci-1", claims });
}

/** The file where the CI service leaves that for the build; gives its path. */
export function subjectFile(server: RunningServer, build: Build = {}): string {
  const path = join(server.deployment.folder, "subject");
  writeFileSync(path, subjectToken(server, build));
  return path;
}

/** The address where a build asks the CI service for it. */
export interface SubjectTokenServer extends AsyncDisposable {
  url: string;
  /** The header Metadata-Flavor of each request. */
  flavors: (string | undefined)[];
}

/** Answers with the token in the member `id_token`. */
export async function startSubjectTokenServer(token: string): Promise<SubjectTokenServer> {
  const flavors: (string | undefined)[] = [];
  const server = await startLocalServer((request, response) => {
    flavors.push(request.headers["metadata-flavor"]?.toString());
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id_token: token }));
  });
  return { ...server, url: `${server.origin}/token`, flavors };
}
