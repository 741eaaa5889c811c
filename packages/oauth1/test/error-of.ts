import { OAuth1Error } from "../src/oauth1-error.ts";

/** The error that an action ends with. */
export async function errorOf(action: () => unknown): Promise<OAuth1Error> {
  try {
    await action();
  } catch (error) {
    if (error instanceof OAuth1Error) return error;
    throw error;
  }
  throw new Error("The action ended well.");
}
