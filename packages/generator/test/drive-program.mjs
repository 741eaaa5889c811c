// Uploads a file with the client of a bundle, and says how much memory that took. Arguments: bundle, base URL, file, "blob" or "stream".
import { createReadStream, openAsBlob } from "node:fs";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

const [bundle, baseUrl, path, kind] = process.argv.slice(2);
const { createDrive } = await import(pathToFileURL(bundle).href);
const { files } = createDrive({ baseUrl });
const media = kind === "blob" ? await openAsBlob(path) : Readable.toWeb(createReadStream(path));

// What the first request loads is no part of what a file takes.
await files.create.upload({}, { media: new Blob(["x"]), protocol: "multipart", body: {} });
// Garbage is collected before each look: what counts is what the upload holds on to.
const usedNow = () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const baselineBytes = usedNow();
let peakBytes = baselineBytes;
const look = () => (peakBytes = Math.max(peakBytes, usedNow()));
const timer = setInterval(look, 200);
let sentBytes = 0;
const made = await files.create.upload(
  {},
  {
    media,
    body: { name: "film" },
    delayMs: 1,
    chunkBytes: 4 * 1024 * 1024,
    onProgress: (progress) => {
      sentBytes = progress.sentBytes;
      look();
    },
  },
);
clearInterval(timer);
process.stdout.write(JSON.stringify({ made, sentBytes, usedBytes: peakBytes - baselineBytes }));
