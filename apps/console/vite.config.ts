import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Below this a compressed copy is not worth a file. */
const compressedBytesMin = 1024;

// The server sends these as they are: nothing is compressed while somebody waits. Made of the files as they were
// written, since other plugins still change what is to be written.
function compressedCopies(): Plugin {
  return {
    name: "compressed-copies",
    writeBundle({ dir = "" }, bundle) {
      for (const fileName of Object.keys(bundle).filter((name) => /\.(?:js|css)$/.test(name))) {
        const path = join(dir, fileName);
        const text = readFileSync(path);
        if (text.length < compressedBytesMin) continue;
        writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(text));
      }
    },
  };
}

export default defineConfig({
  base: "/console/",
  // The server puts the nonce of its answer in the place of this.
  html: { cspNonce: "__NONCE__" },
  plugins: [compressedCopies()],
  // Beside a server that runs, for who works on the console: the same origin to the browser, so signing in works.
  server: {
    port: 8086,
    proxy: { "^/(?!console/)": { target: "http://127.0.0.1:8085", changeOrigin: false } },
  },
  build: {
    target: "es2022",
    // An inlined file would be a data: address, which the page's policy does not allow.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Components of libraries say that they are for the client; here is nothing else.
    rolldownOptions: {
      onLog(level, log, handle) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
});
