import { afterAll, beforeAll, describe } from "vitest";
import { batchTests } from "./store-suite/batches.ts";
import { claimTests } from "./store-suite/claims.ts";
import { deleteTests } from "./store-suite/deletes.ts";
import { insertTests } from "./store-suite/inserts.ts";
import { leaseTests } from "./store-suite/leases.ts";
import { listTests } from "./store-suite/lists.ts";
import { moveTests } from "./store-suite/moves.ts";
import { propertyTests } from "./store-suite/property.ts";
import { queueTests } from "./store-suite/queues.ts";
import { renewalTests } from "./store-suite/renewals.ts";
import { statisticsTests } from "./store-suite/statistics.ts";
import { createSubject, type StoreSuite, type Subject } from "./store-suite/subject.ts";
import { tagTests } from "./store-suite/tags.ts";
import { usedUpTests } from "./store-suite/used-up.ts";

/** Shows that a store does what a pull queue does. Every store runs it in its own tests. */
export function storeSuite(suite: StoreSuite): void {
  // oxlint-disable-next-line vitest/valid-title -- the store gives its name
  describe(suite.name, () => {
    let subject: Subject | undefined;
    beforeAll(async () => {
      subject = await createSubject(suite);
    });
    afterAll(() => subject?.close());
    const given = (): Subject => subject!;

    describe("inserts", () => {
      insertTests(given);
    });
    describe("leases", () => {
      leaseTests(given);
    });
    describe("tags", () => {
      tagTests(given);
    });
    describe("renewals", () => {
      renewalTests(given);
    });
    describe("deletes and tombstones", () => {
      deleteTests(given);
    });
    describe("tasks that are used up", () => {
      usedUpTests(given);
    });
    describe("queues", () => {
      queueTests(given);
    });
    describe("statistics", () => {
      statisticsTests(given);
    });
    describe("lists", () => {
      listTests(given);
    });
    describe("moves", () => {
      moveTests(given);
    });
    describe("claims", () => {
      claimTests(given);
    });
    describe("batches", () => {
      batchTests(given);
    });
    describe("any sequence of operations", () => {
      propertyTests(given, suite.propertyRuns);
    });
  });
}
