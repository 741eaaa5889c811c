import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";

/** The error of a parameter that must be there, with what to send. */
export function parameterAbsent(name: string, advice: string): OAuth1Error {
  return new OAuth1Error("parameter_absent", `${name} is missing. ${advice}`, {
    parameters: [name],
  });
}

/** The error of a parameter that is not taken as it is, with what to do about it. */
export function parameterRejected(name: string, advice: string): OAuth1Error {
  return new OAuth1Error("parameter_rejected", `${name}: ${advice}`, { parameters: [name] });
}
