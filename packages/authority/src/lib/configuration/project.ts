import { switchedServices } from "../access/service-switch.ts";
import { builtInProject } from "../built-ins.ts";
import {
  readApiKey,
  readOAuthClient,
  readOAuthConsumer,
  readServiceAccount,
} from "./applications.ts";
import type { Quotas } from "../usage/quota.ts";
import type { ProjectDeclaration } from "./declarations.ts";
import { readQueueRows } from "./queue-row.ts";
import type { ReadFile } from "./referenced-files.ts";
import {
  optional,
  readEmail,
  readInteger,
  readName,
  readPattern,
  readWord,
  refuseDuplicates,
  required,
} from "./yaml-values.ts";
import { readList, readMap, wrongAt, type YamlPlace } from "./yaml-place.ts";

const projectKeys = [
  "id",
  "number",
  "name",
  "members",
  "services",
  "quotas",
  "oauthClients",
  "serviceAccounts",
  "oauthConsumers",
  "apiKeys",
  "queues",
] as const;

/** A project's declaration, and the places of what must be unique over all projects. */
export interface ReadProject {
  value: ProjectDeclaration;
  place: YamlPlace;
  numberPlace: YamlPlace;
  clients: { value: string; place: YamlPlace }[];
  accounts: { value: string; place: YamlPlace }[];
  consumers: { value: string; place: YamlPlace }[];
  keys: { value: string; place: YamlPlace }[];
}

const readId = readPattern(
  /^[a-z](?:[a-z0-9.:-]{0,98}[a-z0-9])?$/u,
  "a project id: small letters, digits and hyphens, beginning with a letter",
);
const readNumber = readPattern(/^[1-9][0-9]{0,18}$/u, "digits, in quotes");

/** Reads one entry of `projects`. */
export function readProject(readFile: ReadFile): (place: YamlPlace) => ReadProject {
  return (place) => {
    const map = readMap(place, projectKeys);
    const id = readId(required(map, "id"));
    if (id === builtInProject) {
      throw wrongAt(
        required(map, "id"),
        "value_invalid",
        "This project is built in: take another id.",
      );
    }
    const number = optional(map.number, readNumber);
    if (map.number !== undefined && number === "1") {
      throw wrongAt(map.number, "value_invalid", "The number 1 is the built-in project's.");
    }
    const name = optional(map.name, readName);
    const members = readMembers(map.members);
    const services = map.services === undefined ? undefined : readServices(map.services);
    const quotas = map.quotas === undefined ? undefined : readQuotas(map.quotas);
    const clients = withPlaces(map.oauthClients, readOAuthClient);
    const accounts = withPlaces(map.serviceAccounts, readServiceAccount(readFile));
    const consumers = withPlaces(map.oauthConsumers, readOAuthConsumer(readFile));
    const keys = withPlaces(map.apiKeys, readApiKey);
    return {
      value: {
        id,
        ...(number === undefined ? {} : { number }),
        ...(name === undefined ? {} : { name }),
        members,
        ...(services === undefined ? {} : { services }),
        ...(quotas === undefined ? {} : { quotas }),
        oauthClients: clients.map((client) => client.value),
        serviceAccounts: accounts.map((account) => account.value),
        oauthConsumers: consumers.map((consumer) => consumer.value),
        apiKeys: keys.map((key) => key.value),
        queues: readQueueRows(map.queues),
      },
      place,
      numberPlace: map.number ?? place,
      clients: clients.map((client) => ({ value: client.value.id, place: client.place })),
      accounts: accounts.map((account) => ({ value: account.value.email, place: account.place })),
      consumers: consumers.map((consumer) => ({
        value: consumer.value.key,
        place: consumer.place,
      })),
      keys: keys.map((key) => ({ value: key.value.key, place: key.place })),
    };
  };
}

function withPlaces<T>(
  list: YamlPlace | undefined,
  read: (place: YamlPlace) => T,
): { value: T; place: YamlPlace }[] {
  return readList(list, (place) => ({ value: read(place), place }));
}

function readMembers(list: YamlPlace | undefined): ProjectDeclaration["members"] {
  const members = withPlaces(list, readMember);
  refuseDuplicates(members, (member) => member.email);
  return members.map((member) => member.value);
}

/** Reads one entry of `members`. */
export function readMember(place: YamlPlace): ProjectDeclaration["members"][number] {
  const map = readMap(place, ["email", "role"]);
  return {
    email: readEmail(required(map, "email")),
    role: readWord(["owner", "editor", "viewer"])(required(map, "role")),
  };
}

function readServices(list: YamlPlace): string[] {
  const services = withPlaces(list, readWord(switchedServices));
  refuseDuplicates(services, (service) => service);
  return services.map((service) => service.value);
}

function readQuotas(place: YamlPlace): Partial<Quotas> {
  const map = readMap(place, ["requestsPerDay", "requestsPerUserPerSecond"]);
  return {
    ...quota("requestsPerDay", map.requestsPerDay, 0),
    ...quota("requestsPerUserPerSecond", map.requestsPerUserPerSecond, 1),
  };
}

// `requestsPerDay:` with nothing behind it takes the limit away.
function quota(
  name: keyof Quotas,
  place: YamlPlace | undefined,
  min: number,
): Partial<Quotas> | undefined {
  if (place === undefined) return undefined;
  return { [name]: optional(place, readInteger({ min, max: Number.MAX_SAFE_INTEGER })) ?? null };
}
