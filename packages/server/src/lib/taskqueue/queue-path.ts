/** The path values of every method of the Task Queue API. */
export interface QueuePath {
  /** As the caller wrote it, perhaps with a partition prefix such as `s~`. */
  project: string;
  taskqueue: string;
}

const partitionPrefix = /^[a-z]~/;
const longQueueName = /^projects\/([^/]+)\/taskqueues\/([^/]+)$/;
const longTaskName = /^projects\/([^/]+)\/taskqueues\/([^/]+)\/tasks\/([^/]+)$/;

/** A project's id without the partition prefix that App Engine gave it. */
export function projectIdOf(project: string): string {
  return project.charCodeAt(1) === 0x7e ? project.replace(partitionPrefix, "") : project;
}

/** The engine's address of the queue in a path. */
export function addressOf(path: QueuePath): { project: string; queue: string } {
  return { project: projectIdOf(path.project), queue: path.taskqueue };
}

/** A queue's long name, with the project as the caller wrote it. */
export function longNameOf(path: QueuePath): string {
  return `projects/${path.project}/taskqueues/${path.taskqueue}`;
}

/** True when the name, short or long, is that of the path's queue. */
export function namesQueue(name: string, path: QueuePath): boolean {
  if (name === path.taskqueue) return true;
  const long = longQueueName.exec(name);
  return long !== null && isSameQueue(path, long[1]!, long[2]!);
}

/** A task's short name; undefined when a long one is of another queue. */
export function shortTaskName(name: string, path: QueuePath): string | undefined {
  const long = longTaskName.exec(name);
  if (long === null) return name;
  return isSameQueue(path, long[1]!, long[2]!) ? long[3] : undefined;
}

function isSameQueue(path: QueuePath, project: string, queue: string): boolean {
  return queue === path.taskqueue && projectIdOf(project) === projectIdOf(path.project);
}
