import { decryptBlock, encryptBlock, speckKey } from "./speck.ts";

/** Names of tasks whose callers gave none: the row's number, permuted with the data file's own key. */
export interface TaskNames {
  /** 16 lower-case hex digits. No two numbers have the same name. */
  nameOf(rowId: number): string;
  /** The number whose name this would be; undefined for names that are never made. */
  rowIdOf(name: string): number | undefined;
}

const shape = /^[0-9a-f]{16}$/;
const wordSize = 2 ** 32;

/** @param key 16 random bytes. */
export function createTaskNames(key: Uint8Array): TaskNames {
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const round = speckKey([
    view.getUint32(0),
    view.getUint32(4),
    view.getUint32(8),
    view.getUint32(12),
  ]);
  return {
    nameOf: (rowId) => {
      const block = { high: Math.floor(rowId / wordSize), low: rowId >>> 0 };
      const { high, low } = encryptBlock(round, block);
      return hex(high) + hex(low);
    },
    rowIdOf: (name) => {
      if (!shape.test(name)) return undefined;
      const high = Number.parseInt(name.slice(0, 8), 16);
      const low = Number.parseInt(name.slice(8), 16);
      const block = decryptBlock(round, { high, low });
      const rowId = block.high * wordSize + block.low;
      return Number.isSafeInteger(rowId) && rowId > 0 ? rowId : undefined;
    },
  };
}

/** Whether a name looks like a generated one, whoever made it. */
export function looksGenerated(name: string): boolean {
  return shape.test(name);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
