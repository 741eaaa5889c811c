/** What can be uploaded. A Blob is read piece by piece (`openAsBlob` of node:fs makes one of a file); a stream once, front to back. */
export type Media =
  | Blob
  | Uint8Array<ArrayBuffer>
  | ArrayBuffer
  | string
  | ReadableStream<Uint8Array>;

/** Media as pieces. */
export interface MediaSource {
  /** Length in bytes; undefined for a stream. */
  size: number | undefined;
  /** Media type, when the media has one. */
  type: string;
  /**
   * Reads from a place, at most so many bytes, fewer only at the end.
   * @throws {Error} When a stream has let go of that place.
   */
  read(offset: number, bytes: number): Promise<Blob>;
}

export function mediaSource(media: Media): MediaSource {
  if (media instanceof ReadableStream) return streamSource(media);
  const blob = media instanceof Blob ? media : new Blob([media]);
  return {
    size: blob.size,
    type: blob.type,
    read: async (offset, bytes) => blob.slice(offset, offset + bytes),
  };
}

/** Keeps what was read and not yet asked beyond: a server confirms what it has, and may confirm a part of what it was sent. */
function streamSource(stream: ReadableStream<Uint8Array>): MediaSource {
  const reader = stream.getReader();
  let start = 0;
  let kept: Uint8Array<ArrayBuffer>[] = [];
  let keptBytes = 0;
  let isOver = false;
  const drop = (bytes: number) => {
    const all = new Blob(kept).slice(bytes);
    keptBytes -= bytes;
    start += bytes;
    return all.arrayBuffer();
  };
  return {
    size: undefined,
    type: "",
    async read(offset, bytes) {
      if (offset < start) throw new Error("The server lost bytes that it had confirmed.");
      if (offset > start) kept = [new Uint8Array(await drop(offset - start))];
      while (keptBytes < bytes && !isOver) {
        const { done, value } = await reader.read();
        if (done) isOver = true;
        else {
          kept.push(new Uint8Array(value));
          keptBytes += value.byteLength;
        }
      }
      return new Blob(kept).slice(0, bytes);
    },
  };
}
