import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { TaskOperation, Task, TaskSummary } from "../../src/operation.ts";
import type { QueueSettings } from "../../src/store.ts";
import { action, type Action, type ClaimingChoice, type OperationChoice } from "./actions.ts";
import { createModel } from "./model.ts";
import type { Subject } from "./subject.ts";

const queueNames = ["images", "other", "images-dead"];
// Everything that is not now is at least this far away, so that microseconds cannot decide.
const stepSeconds = 0.01;
/** Later than any time of a run. */
const untilMicros = 8e15;

/** Random operations on a store, compared with the model after every step. */
export function propertyTests(given: () => Subject, numRuns: number): void {
  test(`does what the model does (${numRuns} runs)`, { timeout: 600_000 }, async () => {
    expect.hasAssertions();
    const actions = fc.array(action, { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(actions, async (sequence) => {
      const run = modelRun(given());
      await run.start();
      for (const each of sequence) await run.step(each);
    });
    // The same runs each time, so that a change is what made a test fail; other seeds explore.
    const seed = Number(process.env["LEASEHOLD_PROPERTY_SEED"] ?? 20_261_123);
    await fc.assert(property, { numRuns, seed, endOnFailure: false });
  });
}

interface ModelRun {
  start(): Promise<void>;
  step(choice: Action): Promise<void>;
}

function modelRun(subject: Subject): ModelRun {
  const project = subject.newProject();
  const model = createModel(() => subject.nowMicros() / 1000);
  let payloads = 0;

  async function start(): Promise<void> {
    wait(1);
    for (const queue of queueNames.slice(0, 2)) {
      await put({ ...plain(queue), maxLeases: queue === "images" ? 2 : 0 });
    }
  }

  async function step(choice: Action): Promise<void> {
    const { store } = subject;
    if (choice.type === "batch") await batch(choice.operations);
    else if (choice.type === "wait") wait(choice.seconds);
    else if (choice.type === "put") {
      const { maxLeases, paused, disabled, deadLetters } = choice;
      const change = { maxLeases, paused, disabled };
      const dead = deadLetters && choice.queue !== "images-dead";
      const deadLetterQueue = dead ? { deadLetterQueue: "images-dead" } : {};
      await put({ ...plain(choice.queue), ...change, ...deadLetterQueue });
    } else if (choice.type === "reopen") {
      await subject.reopen();
      wait(stepSeconds);
    } else {
      const address = { project: project, queue: choice.queue };
      if (choice.type === "purge") {
        expect(await store.purgeQueue(address)).toBe(model.purgeQueue(address));
      } else expect(await store.deleteQueue(address)).toBe(model.deleteQueue(address));
    }
    await compare();
  }

  /** Moves the clock, and on past every moment at which something changes within microseconds of it. */
  function wait(seconds: number): void {
    subject.advanceSeconds(seconds);
    const tooClose = (at: number): boolean => Math.abs(at - subject.nowMicros()) < 6000;
    while (model.boundaries().some(tooClose)) subject.advanceSeconds(stepSeconds);
  }

  async function batch(choices: readonly ClaimingChoice[]): Promise<void> {
    const operations = choices.map(({ choice, key }) => ({
      ...operationOf(choice),
      ...(key !== undefined && { claim: { key: `${project} ${key}`, untilMicros } }),
    }));
    const results = await subject.store.execute(operations);
    model.check(operations, results);
    for (const queue of queueNames) await learnNames(queue);
  }

  async function learnNames(queue: string): Promise<void> {
    const address = { project: project, queue };
    if (model.tasks(address)?.every(({ id }) => id !== "?") !== false) return;
    const page = await subject.store.listTasks({ ...address, count: 1000 });
    const names = (page?.tasks ?? []).map((task) => [task.enqueuedAtMicros, task.id] as const);
    model.learnNames(address, new Map(names));
  }

  async function compare(): Promise<void> {
    const { store } = subject;
    expect(await store.listQueues(project)).toEqual(model.queues(project));
    for (const queue of queueNames) {
      const address = { project: project, queue };
      const want = model.tasks(address);
      expect(await store.statistics(address)).toEqual(model.statistics(address));
      expect(await store.nextAvailableAtMicros({ ...address, tag: "a" })).toBe(
        model.nextAvailableAtMicros({ ...address, tag: "a" }),
      );
      expect(await list(address)).toEqual(want?.map(withoutPayload));
      const some = want?.at(-1);
      if (some !== undefined) {
        expect(await store.getTask({ ...address, id: some.id })).toEqual(some);
      }
    }
  }

  async function list(address: {
    project: string;
    queue: string;
  }): Promise<TaskSummary[] | undefined> {
    const tasks: TaskSummary[] = [];
    let pageToken: string | undefined;
    do {
      const from = pageToken === undefined ? {} : { pageToken };
      const page = await subject.store.listTasks({ ...address, count: 7, ...from });
      if (page === undefined) return undefined;
      tasks.push(...page.tasks);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    return tasks;
  }

  function operationOf(choice: OperationChoice): TaskOperation {
    const address = { project: project, queue: choice.queue };
    if (choice.type === "insert") {
      const { id, tag, etaSteps } = choice;
      const eta = subject.nowMicros() + (etaSteps ?? 0) * stepSeconds * 1e6;
      payloads += 1;
      return {
        type: "insert",
        ...address,
        ...(id === undefined ? {} : { id }),
        tag,
        payloadBase64: Buffer.from(`payload ${payloads}`).toString("base64"),
        availableAtMicros: etaSteps === undefined ? 0 : eta,
      };
    }
    if (choice.type === "lease") {
      const { count, leaseSeconds, byTag, tag, payloadBytesMax } = choice;
      const byThat = byTag && tag !== undefined ? { tag } : {};
      return { type: "lease", ...address, count, leaseSeconds, byTag, ...byThat, payloadBytesMax };
    }
    const tasks = model.tasks(address) ?? [];
    const task = tasks[choice.pick % (tasks.length + 1)];
    const id = task?.id ?? choice.name;
    if (choice.type === "delete") return { type: "delete", ...address, id };
    const { newLeaseSeconds, tag } = choice;
    const expected = (task?.availableAtMicros ?? 0) + choice.off;
    const checked = choice.checked ? { expectedAvailableAtMicros: expected } : {};
    return {
      type: "renew",
      ...address,
      id,
      newLeaseSeconds,
      ...checked,
      ...(tag === undefined ? {} : { tag }),
    };
  }

  async function put(settings: QueueSettings): Promise<void> {
    await subject.store.putQueue(settings);
    model.putQueue(settings);
  }

  function plain(queue: string): QueueSettings {
    const off = { maxLeases: 0, paused: false, disabled: false };
    return { project: project, queue, mode: "pull", ...off };
  }

  return { start, step };
}

function withoutPayload(task: Task): TaskSummary {
  const { payloadBase64: _, ...summary } = task;
  return summary;
}
