import { passwordLengthMax } from "../users/password.ts";
import type { UserDeclaration } from "./declarations.ts";
import { optional, readBoolean, readEmail, readName, readText, required } from "./yaml-values.ts";
import { readMap, wrongAt, type YamlPlace } from "./yaml-place.ts";

/** Reads one entry of `users`. */
export function readUser(place: YamlPlace): UserDeclaration {
  const map = readMap(place, ["email", "password", "name", "admin"]);
  const email = readEmail(required(map, "email"));
  const password = optional(map.password, readPassword);
  const name = optional(map.name, readName);
  const admin = optional(map.admin, readBoolean);
  return {
    email,
    ...(password === undefined ? {} : { password }),
    ...(name === undefined ? {} : { name }),
    ...(admin === undefined ? {} : { admin }),
  };
}

function readPassword(place: YamlPlace): string {
  const password = readText(place);
  if (password.length > passwordLengthMax) {
    throw wrongAt(
      place,
      "value_invalid",
      `A password has at most ${passwordLengthMax} characters.`,
    );
  }
  return password;
}
