import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Below this a compressed copy is not worth a file. */
const compressedBytesMin = 1024;

// The server sends these as they are: nothing is compressed while somebody waits.
function compressedCopies(): Plugin {
  return {
    name: "compressed-copies",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        const source = file.type === "chunk" ? file.code : file.source;
        if (!/\.(?:js|css)$/.test(file.fileName) || source.length < compressedBytesMin) continue;
        this.emitFile({
          type: "asset",
          fileName: `${file.fileName}.gz`,
          source: gzipSync(source, { level: 9 }),
        });
        this.emitFile({
          type: "asset",
          fileName: `${file.fileName}.br`,
          source: brotliCompressSync(source),
        });
      }
    },
  };
}

export default defineConfig({
  base: "/console/",
  plugins: [compressedCopies()],
  build: {
    target: "es2022",
    // An inlined file would be a data: address, which the page's policy does not allow.
    assetsInlineLimit: 0,
    manifest: "manifest.json",
    reportCompressedSize: false,
  },
});
