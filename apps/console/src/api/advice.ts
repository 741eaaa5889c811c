import { ApiError } from "@leasehold/client-runtime";

/** What went wrong, and what the person can do about it. */
export interface Advice {
  title: string;
  text: string;
  /** Whether trying the same again may help. */
  retry: boolean;
}

/** Puts an error into words. */
export function adviceFor(error: unknown): Advice {
  if (error instanceof ApiError) return adviceForAnswer(error);
  if (error instanceof TypeError) {
    return {
      title: "The service cannot be reached",
      text: "Check that it runs and that this machine is online, then try again.",
      retry: true,
    };
  }
  const text = error instanceof Error ? error.message : String(error);
  return { title: "Something went wrong", text, retry: true };
}

function adviceForAnswer(error: ApiError): Advice {
  const { status, message } = error;
  switch (status) {
    case 400:
      return { title: "This was not accepted", text: message, retry: false };
    case 401:
      return {
        title: "You are signed out",
        text: "Reload the page to sign in again.",
        retry: false,
      };
    case 403:
      return {
        title: "You may not do this",
        text: `${message} An owner of the project can give you another role, in the Team pane.`,
        retry: false,
      };
    case 404:
      return {
        title: "There is no such thing here",
        text: "It may have been deleted, or you are not a member of its project.",
        retry: false,
      };
    case 409:
      return { title: "This does not fit what is there", text: message, retry: false };
    case 429:
      return {
        title: "Too many calls",
        text: `${message} Wait ${error.retryAfterSeconds ?? "a few"} seconds, then try again.`,
        retry: true,
      };
    default:
      return status >= 500
        ? { title: "The service failed", text: `${message} Try again in a moment.`, retry: true }
        : { title: "This was not accepted", text: message, retry: false };
  }
}
