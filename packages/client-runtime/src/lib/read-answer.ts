import { ApiError } from "./api-error.ts";

/**
 * Reads the answer of a call: the resource, or undefined when there is none.
 * @throws {ApiError} For a status that is not 2xx, and for a body that is not JSON.
 */
export async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new ApiError(response, parsedOr(text));
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError(response, text, { cause });
  }
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
