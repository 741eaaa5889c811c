/** Which part of a list is wanted: it is in the order of its keys. */
export interface ListRequest {
  /** The key that the part before ended with; the empty text for the beginning. */
  after: string;
  /** At most so many. */
  limit: number;
}
