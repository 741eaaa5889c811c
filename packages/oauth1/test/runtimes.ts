import type { VerifyingKeys } from "../src/credentials.ts";
import { platformCrypto as nodeCrypto } from "../src/lib/crypto/node.ts";
import type { PlatformCrypto } from "../src/lib/crypto/platform-crypto.ts";
import { platformCrypto as webCrypto } from "../src/lib/crypto/web.ts";
import { signWith } from "../src/lib/sign-with.ts";
import { verifyWith } from "../src/lib/verify-with.ts";
import { sign, verify } from "../src/oauth1.ts";
import type { ParsedRequest } from "../src/parse-request.ts";
import type { SignedRequest, SignOptions } from "../src/sign-options.ts";
import { signSync, verifySync } from "../src/sync.ts";

/** One of the ways to sign and verify: every suite runs with all of them. */
export interface Runtime {
  name: string;
  crypto: PlatformCrypto;
  sign: (options: SignOptions) => SignedRequest | Promise<SignedRequest>;
  verify: (request: ParsedRequest, keys: VerifyingKeys) => void | Promise<void>;
}

export const runtimes: Runtime[] = [
  { name: "node:crypto at once", crypto: nodeCrypto, sign: signSync, verify: verifySync },
  { name: "node:crypto by #crypto", crypto: nodeCrypto, sign, verify },
  {
    name: "Web Crypto",
    crypto: webCrypto,
    sign: (options) => signWith(webCrypto, options),
    verify: (request, keys) => verifyWith(webCrypto, request, keys),
  },
];
