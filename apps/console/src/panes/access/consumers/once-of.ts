import type { Consumer } from "@leasehold/leasehold-v1";
import type { Once } from "../../../ui/shown-once.tsx";

/** What is shown of a consumer that has just been given a secret. */
export function onceOf({ key = "", secret = "" }: Consumer, title: string): Once {
  return {
    title,
    facts: [
      { name: "Consumer key", value: key },
      { name: "Consumer secret", value: secret },
    ],
  };
}
