import fc from "fast-check";
import { expect, test } from "vitest";
import type { Operation, Task, TaskSummary } from "../../src/operation.ts";
import type { QueueSettings } from "../../src/store.ts";
import { action, type Action, type OperationChoice } from "./actions.ts";
import { createModel, type Model } from "./model.ts";
import type { Subject } from "./subject.ts";

const queueNames = ["images", "other", "images-dead"];
// Everything that is not now is at least this far away, so that microseconds cannot decide.
const stepSeconds = 0.01;

/** Random operations on a store, compared with the model after every step. */
export function propertyTests(given: () => Subject, numRuns: number): void {
  test(`does what the model does (${numRuns} runs)`, { timeout: 600_000 }, async () => {
    const actions = fc.array(action, { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(actions, async (sequence) => {
      const run = new ModelRun(given());
      await run.start();
      for (const each of sequence) await run.step(each);
    });
    const seed = Number(process.env["LEASEHOLD_PROPERTY_SEED"] ?? Date.now() % 2 ** 31);
    // A failure's message has the seed and the smallest sequence that fails.
    await fc.assert(property, { numRuns, seed, endOnFailure: false });
  });
}

class ModelRun {
  readonly subject: Subject;
  readonly project: string;
  readonly model: Model;
  payloads = 0;

  constructor(subject: Subject) {
    this.subject = subject;
    this.project = subject.newProject();
    this.model = createModel(() => subject.nowMicros() / 1000);
  }

  async start(): Promise<void> {
    this.wait(1);
    for (const queue of queueNames.slice(0, 2)) {
      await this.put({ ...this.plain(queue), maxLeases: queue === "images" ? 2 : 0 });
    }
  }

  async step(choice: Action): Promise<void> {
    const { store } = this.subject;
    if (choice.type === "batch") await this.batch(choice.operations);
    else if (choice.type === "wait") this.wait(choice.seconds);
    else if (choice.type === "put") {
      const { maxLeases, paused, disabled, deadLetters } = choice;
      const change = { maxLeases, paused, disabled };
      const dead = deadLetters && choice.queue !== "images-dead";
      const deadLetterQueue = dead ? { deadLetterQueue: "images-dead" } : {};
      await this.put({ ...this.plain(choice.queue), ...change, ...deadLetterQueue });
    } else if (choice.type === "reopen") {
      await this.subject.reopen();
      this.wait(stepSeconds);
    } else {
      const address = { project: this.project, queue: choice.queue };
      if (choice.type === "purge") {
        expect(await store.purgeQueue(address)).toBe(this.model.purgeQueue(address));
      } else expect(await store.deleteQueue(address)).toBe(this.model.deleteQueue(address));
    }
    await this.compare();
  }

  /** Moves the clock, and on past every moment at which something changes within microseconds of it. */
  wait(seconds: number): void {
    this.subject.advanceSeconds(seconds);
    const tooClose = (at: number): boolean => Math.abs(at - this.subject.nowMicros()) < 6000;
    while (this.model.boundaries().some(tooClose)) this.subject.advanceSeconds(stepSeconds);
  }

  async batch(choices: readonly OperationChoice[]): Promise<void> {
    const operations = choices.map((choice) => this.operationOf(choice));
    const results = await this.subject.store.execute(operations);
    this.model.check(operations, results);
    for (const queue of queueNames) await this.learnNames(queue);
  }

  async learnNames(queue: string): Promise<void> {
    const address = { project: this.project, queue };
    if (this.model.tasks(address)?.every(({ id }) => id !== "?") !== false) return;
    const page = await this.subject.store.listTasks({ ...address, count: 1000 });
    const names = (page?.tasks ?? []).map((task) => [task.enqueuedAtMicros, task.id] as const);
    this.model.learnNames(address, new Map(names));
  }

  async compare(): Promise<void> {
    const { store } = this.subject;
    expect(await store.listQueues(this.project)).toEqual(this.model.queues(this.project));
    for (const queue of queueNames) {
      const address = { project: this.project, queue };
      const want = this.model.tasks(address);
      expect(await store.statistics(address)).toEqual(this.model.statistics(address));
      expect(await store.nextAvailableAtMicros({ ...address, tag: "a" })).toBe(
        this.model.nextAvailableAtMicros({ ...address, tag: "a" }),
      );
      expect(await this.list(address)).toEqual(want?.map(withoutPayload));
      const some = want?.at(-1);
      if (some !== undefined) {
        expect(await store.getTask({ ...address, id: some.id })).toEqual(some);
      }
    }
  }

  async list(address: { project: string; queue: string }): Promise<TaskSummary[] | undefined> {
    const tasks: TaskSummary[] = [];
    let pageToken: string | undefined;
    do {
      const from = pageToken === undefined ? {} : { pageToken };
      const page = await this.subject.store.listTasks({ ...address, count: 7, ...from });
      if (page === undefined) return undefined;
      tasks.push(...page.tasks);
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    return tasks;
  }

  operationOf(choice: OperationChoice): Operation {
    const address = { project: this.project, queue: choice.queue };
    if (choice.type === "insert") {
      const { id, tag, etaSteps } = choice;
      const eta = this.subject.nowMicros() + (etaSteps ?? 0) * stepSeconds * 1e6;
      this.payloads += 1;
      return {
        type: "insert",
        ...address,
        ...(id === undefined ? {} : { id }),
        tag,
        payloadBase64: Buffer.from(`payload ${this.payloads}`).toString("base64"),
        availableAtMicros: etaSteps === undefined ? 0 : eta,
      };
    }
    if (choice.type === "lease") {
      const { count, leaseSeconds, byTag, tag, payloadBytesMax } = choice;
      const byThat = byTag && tag !== undefined ? { tag } : {};
      return { type: "lease", ...address, count, leaseSeconds, byTag, ...byThat, payloadBytesMax };
    }
    const tasks = this.model.tasks(address) ?? [];
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

  async put(settings: QueueSettings): Promise<void> {
    await this.subject.store.putQueue(settings);
    this.model.putQueue(settings);
  }

  plain(queue: string): QueueSettings {
    const off = { maxLeases: 0, paused: false, disabled: false };
    return { project: this.project, queue, mode: "pull", ...off };
  }
}

function withoutPayload({ payloadBase64: _, ...summary }: Task): TaskSummary {
  return summary;
}
