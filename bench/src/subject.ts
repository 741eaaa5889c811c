/** Called with each request's time in milliseconds. */
export type RecordLatency = (milliseconds: number) => void;

/** One connection to a subject: it makes whole cycles, one after the other. */
export interface SubjectConnection {
  /**
   * Makes one cycle and returns how many tasks went through it.
   *
   * @throws Error when any answer is not the expected one.
   */
  cycle(record: RecordLatency): Promise<number>;
  close(): void;
}

/** A row of the table: something that cycles tasks, in a process of its own. */
export interface Subject {
  name: string;
  /** Says in one line what it is, with its version where it is not ours. */
  description: string;
  processId: number;
  /** Given when the row is measured at this many connections only. */
  connectionsOnly?: number;
  connect(): Promise<SubjectConnection>;
}
