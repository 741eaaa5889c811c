// Made from a discovery document. Do not edit: change the document, then generate.
export interface paths {
    "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets a queue. */
        get: operations["taskqueue.taskqueues.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets a task with its payload, without leasing it. */
        get: operations["taskqueue.tasks.get"];
        put?: never;
        /** Changes when the lease that the caller holds ends. The body must have the task's id and the leaseTimestamp that the lease was given with. */
        post: operations["taskqueue.tasks.update"];
        /** Deletes a task, leased or not. The answer has no body. */
        delete: operations["taskqueue.tasks.delete"];
        options?: never;
        head?: never;
        /** Changes when a task's lease ends, and its tag when one is given. leaseTimestamp is compared with the task's only when it is given. */
        patch: operations["taskqueue.tasks.patch"];
        trace?: never;
    };
    "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the tasks of a queue, leased ones included, without their payloads. */
        get: operations["taskqueue.tasks.list"];
        put?: never;
        /** Puts a task in a queue. */
        post: operations["taskqueue.tasks.insert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/taskqueue/v1beta2/projects/{project}/taskqueues/{taskqueue}/tasks/lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leases the tasks whose time came first: until the lease ends nobody else gets them. Answers with fewer tasks than asked for, or none, when there are no more. */
        post: operations["taskqueue.tasks.lease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** One piece of work in a queue. */
        Task: {
            /**
             * What this resource is: always `taskqueues#task`.
             * @default taskqueues#task
             */
            kind?: string;
            /** Name of the task in its queue: 1 to 500 letters, digits, hyphens and underscores. Made by the service when it is left out of an insert; a name that you give cannot be used again for 7 days after the task is deleted. */
            id?: string;
            /** The queue that the task is in, by its short name or as `projects/<project>/taskqueues/<queue>`. When given it must be the queue of the path. */
            queueName?: string;
            /** The payload in base64, at most 1 MiB (1048576 bytes) when decoded. Standard and URL-safe alphabets are taken, with or without padding; answers use the URL-safe one with padding. Lists leave it out. */
            payloadBase64?: string;
            /** When the task was put in the queue, in microseconds since the epoch. */
            readonly enqueueTimestamp?: string;
            /** In microseconds since the epoch: on insert the earliest time at which the task may be leased (at most 30 days ahead); for a leased task the time at which its lease ends. `0` for a task that was never leased and has no earliest time. */
            leaseTimestamp?: string;
            /** How many times the task has been leased. The first lease answers 1. */
            readonly retry_count?: number;
            /** Tag of the task, at most 500 characters: tasks of one tag can be leased together. */
            tag?: string;
        };
        /** A pull queue. */
        TaskQueue: {
            /**
             * What this resource is: always `taskqueues#taskqueue`.
             * @default taskqueues#taskqueue
             */
            kind?: string;
            /** Name of the queue, as `projects/<project>/taskqueues/<queue>`. */
            id?: string;
            /** How many times a task may be leased before it is deleted, or moved to the dead-letter queue when there is one. 0 or left out: as often as you like. */
            maxLeases?: number;
            /** Who may use the queue. Answered to its administrators and the project's owners only. */
            acl?: {
                /** Users who may do everything with the queue and see this list. */
                adminEmails?: string[];
                /** Users who may read, lease, renew and delete tasks. */
                consumerEmails?: string[];
                /** Users who may insert tasks. */
                producerEmails?: string[];
            };
            /** Statistics of the queue. Answered when getStats is true. */
            stats?: {
                /** Number of tasks in the queue, leased ones included. */
                totalTasks?: number;
                /** Time at which the oldest task may be or could have been leased, in seconds since the epoch. `0` when the queue is empty. */
                oldestTask?: string;
                /** Number of leases given in the last 60 seconds. */
                leasedLastMinute?: string;
                /** Number of leases given in the last 3600 seconds. */
                leasedLastHour?: string;
            };
        };
        /** The tasks that a lease was given for. */
        Tasks: {
            /**
             * What this resource is: always `taskqueue#tasks`.
             * @default taskqueue#tasks
             */
            kind?: string;
            /** The leased tasks. Left out when there are none. */
            items?: components["schemas"]["Task"][];
        };
        /** Tasks of a queue, without their payloads. */
        Tasks2: {
            /**
             * What this resource is: always `taskqueues#tasks`.
             * @default taskqueues#tasks
             */
            kind?: string;
            /** The tasks. Left out when there are none. */
            items?: components["schemas"]["Task"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
    };
    responses: {
        /** @description The method failed. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error?: {
                        /**
                         * Format: int32
                         * @description The HTTP status.
                         */
                        code?: number;
                        /** @description What is wrong, for people. */
                        message?: string;
                        /** @description What is wrong, in one word. */
                        status?: string;
                        errors?: {
                            domain?: string;
                            /** @description What is wrong, in one word. */
                            reason?: string;
                            message?: string;
                            locationType?: string;
                            /** @description Name of the parameter or header. */
                            location?: string;
                        }[];
                        details?: Record<string, unknown>[];
                    };
                };
            };
        };
    };
    parameters: {
        /** OAuth 2.0 access token, for clients that cannot send an Authorization header. */
        access_token: string;
        /**
         * Form of the answer. There is one: JSON.
         *     - `json`: The answer is application/json.
         */
        alt: "json" | (string & {});
        /**
         * Name of a JSONP function. JSONP is not served: a request with this parameter is refused with status 400.
         * @deprecated
         */
        callback: string;
        /** The fields to answer with, such as `items(id,tag)`. All of them when left out. */
        fields: string;
        /** API key. It names the project whose service switch and quota apply; on its own it gives access to nothing. */
        key: string;
        /** OAuth 2.0 access token under its older name. Same as access_token. */
        oauth_token: string;
        /** Whether the answer has indentation and line breaks. */
        prettyPrint: boolean;
        /** Any text, at most 40 characters, that stands for one of your users: the quota for each user is counted by it. */
        quotaUser: string;
        /** IP address of the user that the call is made for. Used like quotaUser when that is left out. */
        userIp: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    "taskqueue.taskqueues.get": {
        parameters: {
            query?: {
                /** Whether to answer with the queue's statistics. */
                getStats?: boolean;
            };
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskQueue"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "taskqueue.tasks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
                /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "taskqueue.tasks.update": {
        parameters: {
            query: {
                /** The lease ends this long after now, in seconds: 0 to 604800 (7 days). 0 gives the task back at once. */
                newLeaseSeconds: number;
            };
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
                /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["Task"], "id" | "leaseTimestamp">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "taskqueue.tasks.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
                /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    "taskqueue.tasks.patch": {
        parameters: {
            query: {
                /** The lease ends this long after now, in seconds: 0 to 604800 (7 days). 0 gives the task back at once. */
                newLeaseSeconds: number;
            };
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
                /** Name of the task: 1 to 500 letters, digits, hyphens and underscores. */
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["Task"], "queueName">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "taskqueue.tasks.list": {
        parameters: {
            query?: {
                /** How many tasks a page has at most: 1 to 1000. */
                maxResults?: number;
                /** nextPageToken of the page before. Left out: the first page. */
                pageToken?: string;
            };
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tasks2"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "taskqueue.tasks.insert": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["Task"], "payloadBase64">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "taskqueue.tasks.lease": {
        parameters: {
            query: {
                /** How many tasks to lease at most: 1 to 1000. */
                numTasks: number;
                /** How long the lease lasts, in seconds: 0 to 604800 (7 days). */
                leaseSecs: number;
                /** Whether all leased tasks must have one tag: the one given as tag, else that of the task whose time came first. */
                groupByTag?: boolean;
                /** The tag to lease by, at most 500 characters. Allowed only with groupByTag=true. Empty: tasks without a tag. */
                tag?: string;
                /** How long to wait for a first task when there is none, in seconds: 0 to 60. */
                waitSecs?: number;
            };
            header?: never;
            path: {
                /** Id of the project that the queue belongs to, with or without a partition prefix such as `s~`. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                taskqueue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tasks"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
