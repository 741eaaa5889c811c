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
   * Reads from a place, at most so many bytes, fewer only at the end. What it gives holds until the next read.
   * @throws {Error} When a stream has let go of that place.
   */
  read(offset: number, bytes: number): Promise<Blob | Uint8Array<ArrayBuffer>>;
}

/** How many bytes were read. */
export function sizeOf(piece: Blob | Uint8Array): number {
  return piece instanceof Blob ? piece.size : piece.byteLength;
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

/**
 * Keeps what was read and not yet asked beyond: a server confirms what it has, and may confirm a part of what it was sent. One buffer
 * serves for all pieces, so that a long stream takes no more memory than a short one.
 */
function streamSource(stream: ReadableStream<Uint8Array>): MediaSource {
  const reader = stream.getReader();
  let kept = new Uint8Array(0);
  let start = 0;
  let length = 0;
  let isOver = false;
  const drop = (bytes: number) => {
    kept.copyWithin(0, bytes, length);
    start += bytes;
    length -= bytes;
  };
  const keep = (piece: Uint8Array, wanted: number) => {
    if (length + piece.byteLength > kept.byteLength) {
      const larger = new Uint8Array(
        Math.max(length + piece.byteLength, Math.min(2 * kept.byteLength, wanted)),
      );
      larger.set(kept.subarray(0, length));
      kept = larger;
    }
    kept.set(piece, length);
    return length + piece.byteLength;
  };
  return {
    size: undefined,
    type: "",
    async read(offset, bytes) {
      if (offset < start) throw new Error("The server lost bytes that it had confirmed.");
      drop(Math.min(offset - start, length));
      while (length < bytes && !isOver) {
        const { done, value } = await reader.read();
        if (done) isOver = true;
        else length = keep(value, bytes);
      }
      return kept.subarray(0, Math.min(bytes, length));
    },
  };
}
