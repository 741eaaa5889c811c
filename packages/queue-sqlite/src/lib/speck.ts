/** The round keys of Speck64/128. */
export type SpeckKey = Uint32Array;

/** A block: two words of 32 bits. */
export interface Block {
  high: number;
  low: number;
}

const rounds = 27;

/**
 * Expands a key for Speck64/128, a published block cipher of 32-bit additions, rotations and xors:
 * a permutation of 64-bit numbers that costs a tenth of a microsecond (Beaulieu and others, 2013).
 *
 * @param words the key, four words, the lowest first.
 */
export function speckKey(words: readonly [number, number, number, number]): SpeckKey {
  const key = new Uint32Array(rounds);
  const rest = [words[1] >>> 0, words[2] >>> 0, words[3] >>> 0];
  let word = words[0] >>> 0;
  for (let round = 0; round < rounds; round += 1) {
    key[round] = word;
    const mixed = ((rotateRight(rest[round % 3] ?? 0, 8) + word) ^ round) >>> 0;
    rest[round % 3] = mixed;
    word = (rotateLeft(word, 3) ^ mixed) >>> 0;
  }
  return key;
}

export function encryptBlock(key: SpeckKey, block: Block): Block {
  let { high, low } = block;
  for (const word of key) {
    high = (rotateRight(high, 8) + low) ^ word;
    low = rotateLeft(low, 3) ^ high;
  }
  return { high: high >>> 0, low: low >>> 0 };
}

export function decryptBlock(key: SpeckKey, block: Block): Block {
  let { high, low } = block;
  for (let round = rounds - 1; round >= 0; round -= 1) {
    low = rotateRight(low ^ high, 3);
    high = rotateLeft(((high ^ (key[round] ?? 0)) - low) | 0, 8);
  }
  return { high: high >>> 0, low: low >>> 0 };
}

function rotateRight(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
