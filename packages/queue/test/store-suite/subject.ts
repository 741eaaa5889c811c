import { testClock } from "@leasehold/testing/clock";
import { expect } from "vitest";
import type {
  DeleteTask,
  InsertTask,
  LeaseTasks,
  OperationResult,
  RenewLease,
  Task,
} from "../../src/operation.ts";
import type { QueueSettings, QueueStore } from "../../src/store.ts";

/** A store to be shown right. */
export interface StoreSuite {
  name: string;
  /** Opens the store on an empty place, and later again on the same place; `now` is in milliseconds. */
  open: (now: () => number) => Promise<QueueStore>;
  /** Runs of the model-based test. */
  propertyRuns: number;
}

/** The store under test, with a clock that the test moves. */
export interface Subject {
  readonly store: QueueStore;
  nowMicros(): number;
  advanceSeconds(seconds: number): void;
  reopen(): Promise<void>;
  /** A queue of a new project. */
  queue(settings?: Partial<QueueSettings>): Promise<SubjectQueue>;
  newProject(): string;
  close(): Promise<void>;
}

/** A queue with its address filled in. */
export interface SubjectQueue {
  address: { project: string; queue: string };
  settings: QueueSettings;
  set(change: Partial<QueueSettings>): Promise<void>;
  insert(task?: Partial<InsertTask>): Promise<Task>;
  lease(lease?: Partial<LeaseTasks>): Promise<Task[]>;
  insertion(task?: Partial<InsertTask>): InsertTask;
  leasing(lease?: Partial<LeaseTasks>): LeaseTasks;
  renewing(id: string, renewal?: Partial<RenewLease>): RenewLease;
  deleting(id: string): DeleteTask;
  run(operation: InsertTask | LeaseTasks | RenewLease | DeleteTask): Promise<OperationResult>;
}

export const payload: string = Buffer.from("a payload").toString("base64");

export async function createSubject(suite: StoreSuite): Promise<Subject> {
  const clock = testClock();
  let store = await suite.open(clock.now);
  let projects = 0;
  const subject: Subject = {
    get store() {
      return store;
    },
    nowMicros: () => clock.now() * 1000,
    advanceSeconds: (seconds) => clock.advance(seconds * 1000),
    reopen: async () => {
      await store.close();
      store = await suite.open(clock.now);
    },
    newProject: () => `project-${(projects += 1)}`,
    queue: async (change) => {
      const address = { project: subject.newProject(), queue: "images" };
      const plain = { mode: "pull", maxLeases: 0, paused: false, disabled: false } as const;
      const settings: QueueSettings = { ...address, ...plain, ...change };
      await store.putQueue(settings);
      return subjectQueue(subject, settings);
    },
    close: () => store.close(),
  };
  return subject;
}

export function subjectQueue(subject: Subject, settings: QueueSettings): SubjectQueue {
  const address = { project: settings.project, queue: settings.queue };
  const queue: SubjectQueue = {
    address,
    settings,
    set: (change) => subject.store.putQueue({ ...settings, ...change }),
    insertion: (task) => ({
      type: "insert",
      ...address,
      payloadBase64: payload,
      tag: "",
      availableAtMicros: 0,
      ...task,
    }),
    leasing: (lease) => ({
      type: "lease",
      ...address,
      count: 1,
      leaseSeconds: 60,
      byTag: false,
      payloadBytesMax: 32 * 1024 * 1024,
      ...lease,
    }),
    renewing: (id, renewal) => ({
      type: "renew",
      ...address,
      id,
      newLeaseSeconds: 60,
      ...renewal,
    }),
    deleting: (id) => ({ type: "delete", ...address, id }),
    run: async (operation) => {
      const results = await subject.store.execute([operation]);
      expect(results.length).toBe(1);
      return results[0]!;
    },
    insert: async (task) => taskOf(await queue.run(queue.insertion(task))),
    lease: async (lease) => tasksOf(await queue.run(queue.leasing(lease))),
  };
  return queue;
}

export function taskOf(result: OperationResult | undefined): Task {
  if (result?.ok === true && "task" in result) return result.task;
  throw new Error(`Not a task: ${JSON.stringify(result)}`);
}

export function tasksOf(result: OperationResult | undefined): Task[] {
  if (result?.ok === true && "tasks" in result) return result.tasks;
  throw new Error(`Not tasks: ${JSON.stringify(result)}`);
}

export function idsOf(tasks: readonly { id: string }[]): string[] {
  return tasks.map(({ id }) => id);
}
