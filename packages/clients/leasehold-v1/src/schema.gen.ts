// Made from a discovery document. Do not edit: change the document, then generate.
export interface paths {
    "/leasehold/v1/configuration:apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the service as a leasehold.yaml declares it. For administrators of the service only. */
        post: operations["leasehold.configuration.apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets a project. */
        get: operations["leasehold.projects.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller's projects; all of them for an administrator of the service. */
        get: operations["leasehold.projects.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues:apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the project's queues as a queue.yaml declares them. A queue that the file leaves out is deleted when it is empty, and disabled when it still holds tasks. Answers with all queues of the project. */
        post: operations["leasehold.queues.apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets a queue. */
        get: operations["leasehold.queues.get"];
        /** Makes a queue, or replaces the settings and the acl of one. */
        put: operations["leasehold.queues.update"];
        post?: never;
        /** Deletes a queue and its tasks. The answer has no body. */
        delete: operations["leasehold.queues.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the queues of a project. */
        get: operations["leasehold.queues.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses a queue: it takes tasks and leases none. */
        post: operations["leasehold.queues.pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes all tasks of a queue. */
        post: operations["leasehold.queues.purge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resumes a paused queue. */
        post: operations["leasehold.queues.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** A leasehold.yaml and the files that it names. */
        ConfigurationFile: {
            /** Text of the file. */
            yaml?: string;
            /** Text of each file that the YAML names, by its path relative to the YAML. */
            files?: {
                [key: string]: string;
            };
        };
        /** What applying a configuration changed. */
        ConfigurationChanges: {
            /**
             * What this resource is: always `leasehold#configurationChanges`.
             * @default leasehold#configurationChanges
             */
            kind?: string;
            /** One sentence for each change. Left out when there are none. */
            changes?: string[];
        };
        /** A project: what owns queues, services and applications. */
        Project: {
            /**
             * What this resource is: always `leasehold#project`.
             * @default leasehold#project
             */
            kind?: string;
            /** Id of the project. */
            id?: string;
            /** Number of the project, in decimal digits. */
            number?: string;
            /** Name for people. */
            name?: string;
            /**
             * The caller's role in the project. Left out for an administrator who is not a member.
             *     - `owner`: May do everything, and may change the members.
             *     - `editor`: May change queues, services and applications.
             *     - `viewer`: May look.
             */
            role?: "owner" | "editor" | "viewer" | (string & {});
            /** Services that are switched on, such as `taskqueue`. */
            services?: string[];
        };
        /** A page of projects. */
        Projects: {
            /**
             * What this resource is: always `leasehold#projects`.
             * @default leasehold#projects
             */
            kind?: string;
            /** The projects. Left out when there are none. */
            items?: components["schemas"]["Project"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** What a purge did. */
        Purge: {
            /**
             * What this resource is: always `leasehold#purge`.
             * @default leasehold#purge
             */
            kind?: string;
            /** Number of tasks that were deleted. */
            deletedTasks?: string;
        };
        /** A queue, its settings and who may use it. */
        Queue: {
            /**
             * What this resource is: always `leasehold#queue`.
             * @default leasehold#queue
             */
            kind?: string;
            /** Id of the project. */
            readonly project?: string;
            /** Name of the queue. When given it must be the queue of the path. */
            name?: string;
            /**
             * How tasks leave the queue.
             *     - `pull`: Workers lease them.
             *     - `push`: Kept for files that have it; the Task Queue API refuses such a queue.
             * @default pull
             */
            mode?: "pull" | "push" | (string & {});
            /**
             * How many times a task may be leased before it is deleted, or moved to the dead-letter queue when there is one. 0: as often as you like.
             * @default 0
             */
            maxLeases?: number;
            /** Name of the queue, in the same project, that takes the tasks whose leases are used up. */
            deadLetterQueue?: string;
            /**
             * Whether the queue leases nothing for now.
             * @default false
             */
            paused?: boolean;
            /**
             * Whether the queue refuses inserts and leases.
             * @default false
             */
            disabled?: boolean;
            /** Who may use the queue. */
            acl?: {
                /** Users who may do everything with the queue and see this list. */
                adminEmails?: string[];
                /** Users who may read, lease, renew and delete tasks. */
                consumerEmails?: string[];
                /** Users who may insert tasks. */
                producerEmails?: string[];
            };
            /** Statistics of the queue. */
            readonly stats?: {
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
        /** A queue.yaml. */
        QueueYaml: {
            /** Text of the file. */
            queueYaml?: string;
        };
        /** A page of queues. */
        Queues: {
            /**
             * What this resource is: always `leasehold#queues`.
             * @default leasehold#queues
             */
            kind?: string;
            /** The queues. Left out when there are none. */
            items?: components["schemas"]["Queue"][];
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
    "leasehold.configuration.apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["ConfigurationFile"], "yaml">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChanges"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.projects.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
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
                    "application/json": components["schemas"]["Project"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.projects.list": {
        parameters: {
            query?: {
                /** How many projects a page has at most: 1 to 1000. */
                maxResults?: number;
                /** nextPageToken of the page before. Left out: the first page. */
                pageToken?: string;
            };
            header?: never;
            path?: never;
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
                    "application/json": components["schemas"]["Projects"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.queues.apply": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["QueueYaml"], "queueYaml">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.queues.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
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
                    "application/json": components["schemas"]["Queue"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.queues.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Queue"];
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.queues.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
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
    "leasehold.queues.list": {
        parameters: {
            query?: {
                /** How many queues a page has at most: 1 to 1000. */
                maxResults?: number;
                /** nextPageToken of the page before. Left out: the first page. */
                pageToken?: string;
            };
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
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
                    "application/json": components["schemas"]["Queues"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.queues.pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
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
                    "application/json": components["schemas"]["Queue"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.queues.purge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
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
                    "application/json": components["schemas"]["Purge"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.queues.resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
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
                    "application/json": components["schemas"]["Queue"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
