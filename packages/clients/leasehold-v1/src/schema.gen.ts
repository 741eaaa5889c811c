// Made from a discovery document. Do not edit: change the document, then generate.
export interface paths {
    "/leasehold/v1/projects/{project}/apiKeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the API keys of a project. */
        get: operations["leasehold.apiKeys.list"];
        put?: never;
        /** Makes an API key. For owners and editors. */
        post: operations["leasehold.apiKeys.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/apiKeys/{apiKey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets an API key. */
        get: operations["leasehold.apiKeys.get"];
        put?: never;
        post?: never;
        /** Deletes an API key: it is refused from then on. For owners and editors. The answer has no body. */
        delete: operations["leasehold.apiKeys.delete"];
        options?: never;
        head?: never;
        /** Changes the name or the locks of an API key. A list that is given replaces the one before. For owners and editors. */
        patch: operations["leasehold.apiKeys.patch"];
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was changed in a project, latest first. */
        get: operations["leasehold.audit.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was changed in the whole service, latest first. For administrators of the service only. */
        get: operations["leasehold.audit.listAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the OAuth 2.0 clients of a project. */
        get: operations["leasehold.clients.list"];
        put?: never;
        /** Makes an OAuth 2.0 client. The answer holds its secret, which is shown this once. For owners and editors. */
        post: operations["leasehold.clients.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/clients/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets an OAuth 2.0 client. */
        get: operations["leasehold.clients.get"];
        put?: never;
        post?: never;
        /** Deletes an OAuth 2.0 client. Its tokens stop working at once. For owners and editors. The answer has no body. */
        delete: operations["leasehold.clients.delete"];
        options?: never;
        head?: never;
        /** Changes the name, the addresses or outOfBand of an OAuth 2.0 client. A list that is given replaces the one before. For owners and editors. */
        patch: operations["leasehold.clients.patch"];
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/clients/{client}/resetSecret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an OAuth 2.0 client a new secret, which is shown this once. The one before stops working at once. For owners and editors. */
        post: operations["leasehold.clients.resetSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
    "/leasehold/v1/projects/{project}/consumers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the OAuth 1.0 consumers of a project. */
        get: operations["leasehold.consumers.list"];
        put?: never;
        /** Makes an OAuth 1.0 consumer. The answer holds its secret, which is shown this once; with a certificate it has none. For owners and editors. */
        post: operations["leasehold.consumers.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/consumers/{consumer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets an OAuth 1.0 consumer. */
        get: operations["leasehold.consumers.get"];
        put?: never;
        post?: never;
        /** Deletes an OAuth 1.0 consumer. Its tokens stop working at once. For owners and editors. The answer has no body. */
        delete: operations["leasehold.consumers.delete"];
        options?: never;
        head?: never;
        /** Changes the name or the realm of an OAuth 1.0 consumer. For owners and editors. */
        patch: operations["leasehold.consumers.patch"];
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/consumers/{consumer}/resetSecret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an OAuth 1.0 consumer a new secret, which is shown this once. The one before stops working at once. For owners and editors. */
        post: operations["leasehold.consumers.resetSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/consumers/{consumer}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets the certificate that an OAuth 1.0 consumer signs with. The one before stops working at once. For owners and editors. */
        post: operations["leasehold.consumers.uploadCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what applications may do in the name of whole domains. For administrators of the service only. */
        get: operations["leasehold.delegations.list"];
        put?: never;
        /** Lets an application act for all users of a domain. For administrators of the service only. */
        post: operations["leasehold.delegations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/delegations/{domain}/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends what an application may do in the name of a domain, at once. For administrators of the service only. The answer has no body. */
        delete: operations["leasehold.delegations.delete"];
        options?: never;
        head?: never;
        /** Changes what an application may do in the name of a domain. For administrators of the service only. */
        patch: operations["leasehold.delegations.patch"];
        trace?: never;
    };
    "/leasehold/v1/me/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the applications that the user has given access to the account. */
        get: operations["leasehold.grants.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/me/grants/{grant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an application's access to the user's account away, at once. The answer has no body. */
        delete: operations["leasehold.grants.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the password of the user that the call is made for, and ends their sessions. The answer has no body. */
        post: operations["leasehold.me.changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets the user that the call is made for. */
        get: operations["leasehold.me.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the members of a project. */
        get: operations["leasehold.members.list"];
        put?: never;
        /** Makes somebody a member of a project. For owners. */
        post: operations["leasehold.members.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/members/{email}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a member from a project. A project keeps at least one owner. For owners. The answer has no body. */
        delete: operations["leasehold.members.remove"];
        options?: never;
        head?: never;
        /** Changes the role of a member. A project keeps at least one owner. For owners. */
        patch: operations["leasehold.members.patch"];
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
        /** Makes a project. The caller becomes its owner. */
        post: operations["leasehold.projects.create"];
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
        /** Deletes a project and all that is in it: applications, keys, queues and tasks. Tokens of its applications stop working at once. It cannot be undone. For owners. The answer has no body. */
        delete: operations["leasehold.projects.delete"];
        options?: never;
        head?: never;
        /** Changes the name of a project. For owners and editors. */
        patch: operations["leasehold.projects.patch"];
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
        /** Makes the project's queues as a queue.yaml declares them. A queue that the file leaves out is deleted when it is empty, and disabled when it still holds tasks. Answers with all queues of the project. For owners and editors. */
        post: operations["leasehold.queues.apply"];
        delete?: never;
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
        /** Makes a queue. Only owners may give it an acl. For owners and editors. */
        post: operations["leasehold.queues.create"];
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
        /** Makes a queue, or replaces the settings and the acl of one. Only owners may change the acl. For owners and editors. */
        put: operations["leasehold.queues.update"];
        post?: never;
        /** Deletes a queue and its tasks. For owners and editors. The answer has no body. */
        delete: operations["leasehold.queues.delete"];
        options?: never;
        head?: never;
        /** Changes those settings of a queue that are given; an empty deadLetterQueue takes it away. Only owners may change the acl. For owners and editors. */
        patch: operations["leasehold.queues.patch"];
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Writes the queues of a project as a queue.yaml. Only owners see the acl in it; whether a queue is paused or disabled is not in it. */
        get: operations["leasehold.queues.export"];
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
        /** Pauses a queue: it takes tasks and leases none. For owners and editors. */
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
        /** Deletes all tasks of a queue. For owners and editors. */
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
        /** Resumes a paused queue. For owners and editors. */
        post: operations["leasehold.queues.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues:statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the figures of several queues at once. */
        get: operations["leasehold.queues.statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets the limits of a project, and what it has used of them. */
        get: operations["leasehold.quotas.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes those limits of a project that are given. For administrators of the service only. */
        patch: operations["leasehold.quotas.patch"];
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/serviceAccounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the service accounts of a project. */
        get: operations["leasehold.serviceAccounts.list"];
        put?: never;
        /** Makes a service account. For owners and editors. */
        post: operations["leasehold.serviceAccounts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/serviceAccounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets a service account. */
        get: operations["leasehold.serviceAccounts.get"];
        put?: never;
        post?: never;
        /** Deletes a service account and its keys. Its tokens stop working at once. For owners and editors. The answer has no body. */
        delete: operations["leasehold.serviceAccounts.delete"];
        options?: never;
        head?: never;
        /** Changes the name of a service account. For owners and editors. */
        patch: operations["leasehold.serviceAccounts.patch"];
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/serviceAccounts/{account}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the keys of a service account. */
        get: operations["leasehold.serviceAccounts.keys.list"];
        put?: never;
        /** Makes a key pair. The answer holds the file with the private key, which is shown this once. For owners and editors. */
        post: operations["leasehold.serviceAccounts.keys.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/serviceAccounts/{account}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a key of a service account: what is signed with it is refused from then on. For owners and editors. The answer has no body. */
        delete: operations["leasehold.serviceAccounts.keys.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/serviceAccounts/{account}/keys:upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a key whose private half stays with you. For owners and editors. */
        post: operations["leasehold.serviceAccounts.keys.upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/services/{service}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches a service off: the calls of the project's applications are refused at once. For owners and editors. */
        post: operations["leasehold.services.disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/services/{service}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches a service on for the applications of a project. For owners and editors. */
        post: operations["leasehold.services.enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the services that a project can switch on and off. */
        get: operations["leasehold.services.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/tasks/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets a task with its payload. */
        get: operations["leasehold.tasks.get"];
        put?: never;
        post?: never;
        /** Deletes a task, leased or not. For owners and editors. The answer has no body. */
        delete: operations["leasehold.tasks.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the tasks of a queue in the order in which they are leased, without their payloads. */
        get: operations["leasehold.tasks.list"];
        put?: never;
        /** Inserts a task. For owners and editors. */
        post: operations["leasehold.tasks.insert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/tasks:lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leases the oldest tasks of a queue that are available. For owners and editors. */
        post: operations["leasehold.tasks.lease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/tasks/{task}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves a task to another queue of the project, as from a dead-letter queue back to the one it came from. It keeps payload and tag, gets a new name, and counts its leases from 0. For owners and editors. */
        post: operations["leasehold.tasks.move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/queues/{queue}/tasks/{task}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the lease of a task, or the time that it was inserted for: it is available at once. For owners and editors. */
        post: operations["leasehold.tasks.release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/projects/{project}/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the calls of a project's applications. */
        get: operations["leasehold.traffic.query"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the users. For administrators of the service only. */
        get: operations["leasehold.users.list"];
        put?: never;
        /** Makes a user. The answer holds the link to set a password with, which is shown this once. For administrators of the service only. */
        post: operations["leasehold.users.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leasehold/v1/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets a user. For administrators of the service only. */
        get: operations["leasehold.users.get"];
        put?: never;
        post?: never;
        /** Deletes a user. Sessions and tokens end at once, and memberships and queue acls with this address go. The last owner of a project and the last administrator cannot be deleted. For administrators of the service only. The answer has no body. */
        delete: operations["leasehold.users.delete"];
        options?: never;
        head?: never;
        /** Changes the name of a user, or whether they administer the service. At least one administrator stays. For administrators of the service only. */
        patch: operations["leasehold.users.patch"];
        trace?: never;
    };
    "/leasehold/v1/users/{user}/resetPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link to set a new password with, which is shown this once. The password works until the link is used. For administrators of the service only. */
        post: operations["leasehold.users.resetPassword"];
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
        /** A queue.yaml. */
        QueueYaml: {
            /**
             * What this resource is: always `leasehold#queueYaml`.
             * @default leasehold#queueYaml
             */
            kind?: string;
            /** Text of the file. */
            queueYaml?: string;
        };
        /** A project: what owns queues, services and applications. */
        Project: {
            /**
             * What this resource is: always `leasehold#project`.
             * @default leasehold#project
             */
            kind?: string;
            /** Id of the project: small letters, digits and hyphens, beginning with a letter. It never changes. */
            id?: string;
            /** Number of the project, in decimal digits. Made when it is left out; it never changes. */
            number?: string;
            /** Name for people: 1 to 200 characters. The id when it is left out. */
            name?: string;
            /**
             * The caller's role in the project. Left out for an administrator who is not a member.
             *     - `owner`: May do everything, and may change the members.
             *     - `editor`: May change queues, services and applications.
             *     - `viewer`: May look.
             */
            readonly role?: "owner" | "editor" | "viewer" | (string & {});
            /** Services that are switched on, such as `taskqueue`. */
            readonly services?: string[];
            /** When the project was made. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly createTime?: string;
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
        /** Somebody who works on a project. */
        Member: {
            /**
             * What this resource is: always `leasehold#member`.
             * @default leasehold#member
             */
            kind?: string;
            /** E-mail address of a user or a service account. A user may be a member before the account exists. */
            email?: string;
            /**
             * What the member may do.
             *     - `owner`: May do everything, and may change the members.
             *     - `editor`: May change queues, services and applications.
             *     - `viewer`: May look.
             */
            role?: "owner" | "editor" | "viewer" | (string & {});
            /** Name of the user. Left out while there is no such user. */
            readonly name?: string;
        };
        /** A page of members. */
        Members: {
            /**
             * What this resource is: always `leasehold#members`.
             * @default leasehold#members
             */
            kind?: string;
            /** The members. Left out when there are none. */
            items?: components["schemas"]["Member"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** A service that the applications of a project may call while it is switched on. */
        Service: {
            /**
             * What this resource is: always `leasehold#service`.
             * @default leasehold#service
             */
            kind?: string;
            /** Name of the service, such as `taskqueue`. */
            name?: string;
            /** Name for people. */
            title?: string;
            /** Whether the service is switched on for the project. */
            enabled?: boolean;
        };
        /** A page of services. */
        Services: {
            /**
             * What this resource is: always `leasehold#services`.
             * @default leasehold#services
             */
            kind?: string;
            /** The services. Left out when there are none. */
            items?: components["schemas"]["Service"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** An application that asks users for access with OAuth 2.0. */
        Client: {
            /**
             * What this resource is: always `leasehold#client`.
             * @default leasehold#client
             */
            kind?: string;
            /** Id of the client. */
            readonly id?: string;
            /** Name that users are shown when they are asked: 1 to 200 characters. */
            name?: string;
            /**
             * Where the application runs. It never changes.
             *     - `web`: On a web server that keeps a secret.
             *     - `browser`: In a web page, without a secret.
             *     - `installed`: On the user's own machine.
             *     - `device`: On a device without a keyboard or a browser.
             */
            type?: "web" | "browser" | "installed" | "device" | (string & {});
            /** Where users may be sent back to; at most 50. For web and browser clients, and for installed ones that do not use a loopback address. */
            redirectUris?: string[];
            /** Origins of the pages that the application runs in; at most 50. For browser clients. */
            javascriptOrigins?: string[];
            /**
             * Whether users may be shown the code to copy it by hand. For installed clients.
             * @default false
             */
            outOfBand?: boolean;
            /** Whether the client has a secret. */
            readonly hasSecret?: boolean;
            /** When the client was made. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly createTime?: string;
            /** The secret. It is in the answer of `create` and `resetSecret` and nowhere else: it is not kept. */
            readonly secret?: string;
            /** Text of the client_secrets.json that libraries read, with the secret. In the answer of `create` and `resetSecret` only. */
            readonly clientSecretsFile?: string;
        };
        /** A page of clients. */
        Clients: {
            /**
             * What this resource is: always `leasehold#clients`.
             * @default leasehold#clients
             */
            kind?: string;
            /** The clients. Left out when there are none. */
            items?: components["schemas"]["Client"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** An account that a program uses by itself, with keys in place of a password. */
        ServiceAccount: {
            /**
             * What this resource is: always `leasehold#serviceAccount`.
             * @default leasehold#serviceAccount
             */
            kind?: string;
            /** What stands before the `@` of the e-mail address: 1 to 63 small letters, digits and hyphens. Only sent. */
            accountId?: string;
            /** E-mail address of the account: `NAME@PROJECT.leasehold.internal`, or what a leasehold.yaml calls it. */
            readonly email?: string;
            /** Id of the account in tokens, in decimal digits. It is never used again. */
            readonly uniqueId?: string;
            /** Name for people: 1 to 200 characters. The accountId when it is left out. */
            name?: string;
            /** When the account was made. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly createTime?: string;
        };
        /** A page of service accounts. */
        ServiceAccounts: {
            /**
             * What this resource is: always `leasehold#serviceAccounts`.
             * @default leasehold#serviceAccounts
             */
            kind?: string;
            /** The service accounts. Left out when there are none. */
            items?: components["schemas"]["ServiceAccount"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** A key that a service account proves itself with. */
        ServiceAccountKey: {
            /**
             * What this resource is: always `leasehold#serviceAccountKey`.
             * @default leasehold#serviceAccountKey
             */
            kind?: string;
            /** Id of the key. Made when it is left out of an upload. */
            id?: string;
            /** The public key as PEM: `PUBLIC KEY`, or a `CERTIFICATE` that holds it. RSA of 2048 to 8192 bits. */
            publicKeyPem?: string;
            /** When the key was made or uploaded. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly createTime?: string;
            /** Text of the JSON file with the private key that libraries read. It is in the answer of `create` and nowhere else: it is not kept. */
            readonly privateKeyFile?: string;
        };
        /** A page of keys of a service account. */
        ServiceAccountKeys: {
            /**
             * What this resource is: always `leasehold#serviceAccountKeys`.
             * @default leasehold#serviceAccountKeys
             */
            kind?: string;
            /** The keys of a service account. Left out when there are none. */
            items?: components["schemas"]["ServiceAccountKey"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** An application that signs its requests with OAuth 1.0. */
        Consumer: {
            /**
             * What this resource is: always `leasehold#consumer`.
             * @default leasehold#consumer
             */
            kind?: string;
            /** The consumer key, as a rule the domain of the application. It never changes. */
            key?: string;
            /** Name that users are shown when they are asked: 1 to 200 characters. The key when it is left out. */
            name?: string;
            /** The address under which the application's callbacks lie, such as `https://app.example.com/`. */
            realm?: string;
            /** X.509 certificate as PEM, for RSA signatures. A consumer that is made with one gets no secret until `resetSecret`. */
            certificatePem?: string;
            /** Whether the consumer has a secret, for HMAC signatures. */
            readonly hasSecret?: boolean;
            /** When the consumer was made. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly createTime?: string;
            /** The secret. In the answer of `create` and `resetSecret` only. */
            readonly secret?: string;
        };
        /** A page of consumers. */
        Consumers: {
            /**
             * What this resource is: always `leasehold#consumers`.
             * @default leasehold#consumers
             */
            kind?: string;
            /** The consumers. Left out when there are none. */
            items?: components["schemas"]["Consumer"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** A certificate for the RSA signatures of a consumer. */
        ConsumerCertificate: {
            /** X.509 certificate as PEM. */
            certificatePem?: string;
        };
        /** A key that names the project of a request. It gives access to nothing by itself. */
        ApiKey: {
            /**
             * What this resource is: always `leasehold#apiKey`.
             * @default leasehold#apiKey
             */
            kind?: string;
            /** Id of the key. Not the key itself. */
            readonly id?: string;
            /**
             * Who holds the key. It never changes.
             *     - `server`: A server; it may be locked to IP addresses.
             *     - `browser`: Web pages; it may be locked to referers.
             */
            type?: "server" | "browser" | (string & {});
            /** Name for people: 1 to 200 characters. */
            name?: string;
            /** The key. Viewers of the project get its first four characters and `…`. */
            readonly key?: string;
            /** Whether `key` was shortened because the caller may not read it. */
            readonly keyMasked?: boolean;
            /** Addresses that a server key is taken from; at most 100. Left out or empty: from all. */
            allowedIps?: string[];
            /** Pages that a browser key is taken from; at most 100. Left out or empty: from all. */
            allowedReferers?: string[];
            /** When the key was made. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly createTime?: string;
        };
        /** A page of API keys. */
        ApiKeys: {
            /**
             * What this resource is: always `leasehold#apiKeys`.
             * @default leasehold#apiKeys
             */
            kind?: string;
            /** The API keys. Left out when there are none. */
            items?: components["schemas"]["ApiKey"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** What an application may do in the name of all users of a domain, without asking them. */
        Delegation: {
            /**
             * What this resource is: always `leasehold#delegation`.
             * @default leasehold#delegation
             */
            kind?: string;
            /** The part after the `@` of the users' addresses. */
            domain?: string;
            /** E-mail address of a service account, or the key of an OAuth 1.0 consumer. */
            client?: string;
            /** What is allowed: at least one. */
            scopes?: string[];
        };
        /** A page of delegations. */
        Delegations: {
            /**
             * What this resource is: always `leasehold#delegations`.
             * @default leasehold#delegations
             */
            kind?: string;
            /** The delegations. Left out when there are none. */
            items?: components["schemas"]["Delegation"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
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
            /** Name of the queue: 1 to 100 letters, digits and hyphens. Where the path names the queue it may be left out, and must be the same when it is given. */
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
        /** The figures of a queue at a moment. */
        QueueStatistics: {
            /**
             * What this resource is: always `leasehold#queueStatistics`.
             * @default leasehold#queueStatistics
             */
            kind?: string;
            /** Name of the queue. */
            queue?: string;
            /** Number of tasks in the queue, leased ones included. */
            totalTasks?: number;
            /** Number of tasks that are leased now. */
            leasedTasks?: number;
            /** Number of tasks that were inserted for a later time and were never leased. */
            delayedTasks?: number;
            /** Whether there may be more leased and delayed tasks: in long queues counting stops early. Left out when both numbers are exact. */
            countsCapped?: boolean;
            /** Time at which the oldest task may be or could have been leased, in seconds since the epoch. `0` when the queue is empty. */
            oldestTask?: string;
            /** How long the oldest task that may be leased has waited for it. Left out when there is none. */
            oldestAgeSeconds?: number;
            /** Number of leases given in the last 60 seconds. */
            leasedLastMinute?: string;
            /** Number of leases given in the last 3600 seconds. */
            leasedLastHour?: string;
        };
        /** The figures of several queues, read at one moment. */
        QueuesStatistics: {
            /**
             * What this resource is: always `leasehold#queuesStatistics`.
             * @default leasehold#queuesStatistics
             */
            kind?: string;
            /** When the figures were read. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            time?: string;
            /** The figures, in the order of the names. A queue that there is not is left out. */
            items?: components["schemas"]["QueueStatistics"][];
        };
        /** A task of a queue. */
        Task: {
            /**
             * What this resource is: always `leasehold#task`.
             * @default leasehold#task
             */
            kind?: string;
            /** Name of the task. Made when it is left out of an insert. */
            id?: string;
            /** Name of the queue. */
            readonly queue?: string;
            /** The payload in base64, at most 1 MiB decoded. Lists leave it out. */
            payloadBase64?: string;
            /** Tag of the task: at most 500 characters. Left out when it has none. */
            tag?: string;
            /**
             * Whether the task may be leased now.
             *     - `available`: It may be leased.
             *     - `leased`: Somebody has leased it.
             *     - `delayed`: It was inserted for a later time and was never leased.
             */
            readonly state?: "available" | "leased" | "delayed" | (string & {});
            /** When the task was inserted, in microseconds since the epoch. */
            readonly enqueueTimestamp?: string;
            /** From when the task may be leased, in microseconds since the epoch: the end of its lease, or the time that it was inserted for. `0` for a task that was inserted without a time and never leased. */
            leaseTimestamp?: string;
            /** How many leases the task has had. */
            readonly retryCount?: number;
        };
        /** A page of tasks. */
        Tasks: {
            /**
             * What this resource is: always `leasehold#tasks`.
             * @default leasehold#tasks
             */
            kind?: string;
            /** The tasks. Left out when there are none. */
            items?: components["schemas"]["Task"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** Tasks that were leased. */
        LeasedTasks: {
            /**
             * What this resource is: always `leasehold#leasedTasks`.
             * @default leasehold#leasedTasks
             */
            kind?: string;
            /** The tasks, with their payloads. Left out when there are none. */
            items?: components["schemas"]["Task"][];
        };
        /** A person who may sign in. */
        User: {
            /**
             * What this resource is: always `leasehold#user`.
             * @default leasehold#user
             */
            kind?: string;
            /** Id of the user. It is never used again. */
            readonly id?: string;
            /** E-mail address. It never changes. */
            email?: string;
            /** Name for people: 1 to 200 characters. What stands before the `@` when it is left out. */
            name?: string;
            /**
             * Whether the user administers the whole service.
             * @default false
             */
            administrator?: boolean;
            /** Whether the user has set a password. One who was invited has none until the link is used. */
            readonly hasPassword?: boolean;
            /** When the user was made. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly createTime?: string;
        };
        /** A page of users. */
        Users: {
            /**
             * What this resource is: always `leasehold#users`.
             * @default leasehold#users
             */
            kind?: string;
            /** The users. Left out when there are none. */
            items?: components["schemas"]["User"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** A link that lets a user set a password, once. */
        Invitation: {
            /**
             * What this resource is: always `leasehold#invitation`.
             * @default leasehold#invitation
             */
            kind?: string;
            user?: components["schemas"]["User"];
            /** The link. Give it to the user: whoever opens it first sets the password. Left out when people sign in with an OpenID Connect provider, which needs none. */
            url?: string;
            /** Until when the link can be used. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            expireTime?: string;
        };
        /** The user that the call is made for. */
        Me: {
            /**
             * What this resource is: always `leasehold#me`.
             * @default leasehold#me
             */
            kind?: string;
            /** E-mail address of the user or service account. */
            email?: string;
            /** Name of the user or service account. */
            name?: string;
            /** Whether the user administers the whole service. */
            administrator?: boolean;
            /** Whether the user has a password that can be changed here. */
            hasPassword?: boolean;
            /** Id of the application that the credential of this call identifies. */
            application?: string;
            /** The projects that the user is a member of, at most 1000, by id. Left out when there are none. */
            projects?: {
                /** Id of the project. */
                id?: string;
                /** Name of the project. */
                name?: string;
                /**
                 * The user's role.
                 *     - `owner`: May do everything, and may change the members.
                 *     - `editor`: May change queues, services and applications.
                 *     - `viewer`: May look.
                 */
                role?: "owner" | "editor" | "viewer" | (string & {});
            }[];
        };
        /** A new password. */
        PasswordChange: {
            /** The password that is used now. */
            currentPassword?: string;
            /** The password to use from now on. */
            newPassword?: string;
        };
        /** An application that the user has given access to the account. */
        Grant: {
            /**
             * What this resource is: always `leasehold#grant`.
             * @default leasehold#grant
             */
            kind?: string;
            /** Id of the grant. */
            id?: string;
            /** Id of the OAuth 2.0 client, key of the OAuth 1.0 consumer, or `openid:` and the realm of a site. */
            application?: string;
            /** Name of the application. Its id when it was deleted. */
            applicationName?: string;
            /**
             * How the application asks. Left out when it was deleted.
             *     - `oauth2`: With OAuth 2.0.
             *     - `oauth1`: With OAuth 1.0.
             *     - `openid2`: With OpenID 2.0: a site that is told who the user is, and has access to nothing else.
             */
            protocol?: "oauth2" | "oauth1" | "openid2" | (string & {});
            /** Id of the application's project. Left out when it was deleted, and for a site. */
            project?: string;
            /** What the application may do. */
            scopes?: string[];
            /** The same in words, in the same order. */
            scopeDescriptions?: string[];
            /** When access was given first. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            createTime?: string;
            /** When access was given last. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            updateTime?: string;
        };
        /** A page of grants. */
        Grants: {
            /**
             * What this resource is: always `leasehold#grants`.
             * @default leasehold#grants
             */
            kind?: string;
            /** The grants. Left out when there are none. */
            items?: components["schemas"]["Grant"][];
            /** Give it as pageToken to get the page that follows. Left out on the last page. */
            nextPageToken?: string;
        };
        /** How much the applications of a project may call. */
        Quotas: {
            /**
             * What this resource is: always `leasehold#quotas`.
             * @default leasehold#quotas
             */
            kind?: string;
            /** How many calls the project may make a day, from midnight UTC. `-1`: as many as it likes. */
            requestsPerDay?: string;
            /** How many calls a second may be made for one user. -1: as many as you like. */
            requestsPerUserPerSecond?: number;
            /** How many calls were counted today. */
            readonly requestsToday?: string;
            /** When the day ends and counting starts again. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            readonly resetTime?: string;
            /** Whether the project has no limits of its own. */
            readonly isDefault?: boolean;
        };
        /** How often the applications of a project called. */
        Traffic: {
            /**
             * What this resource is: always `leasehold#traffic`.
             * @default leasehold#traffic
             */
            kind?: string;
            /** Start of the first interval. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            from?: string;
            /** End of the last interval. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            to?: string;
            /** How long an interval is: `minute`, `hour` or `day`. */
            resolution?: string;
            /** One series for each group that called at all. Left out when there is none. */
            series?: components["schemas"]["TrafficSeries"][];
        };
        /** The calls of one group, interval by interval. */
        TrafficSeries: {
            /** Id of the method, such as `taskqueue.tasks.lease`. Left out unless grouped by it. */
            method?: string;
            /** Id of the application. Left out unless grouped by it. */
            application?: string;
            /** Name of the application. Left out unless grouped by it, and when it was deleted. */
            applicationName?: string;
            /** First digit of the answers' HTTP status and `xx`, such as `2xx`. Left out unless grouped by it. */
            statusClass?: string;
            /** Number of calls in all intervals. */
            total?: number;
            /** Number of calls in each interval, from the first to the last. */
            counts?: number[];
        };
        /** Something that was changed, and by whom. */
        AuditLine: {
            /**
             * What this resource is: always `leasehold#auditLine`.
             * @default leasehold#auditLine
             */
            kind?: string;
            /** Id of the line. Later lines have greater ones. */
            id?: string;
            /** When it was done. RFC 3339, such as `2026-11-25T14:00:00.000Z`. */
            time?: string;
            /** E-mail address of the user or service account that did it; `configuration` for a file that was applied at start. */
            actor?: string;
            /** Id of the application that it was done with. Left out for what was done on a page of the service. */
            application?: string;
            /** What was done, such as `queue.purge`. */
            action?: string;
            /** What it was done to. */
            target?: string;
            /** Id of the project. Left out for what belongs to none. */
            project?: string;
            /** More about it. Never a secret. Left out when there is nothing more to say. */
            detail?: unknown;
        };
        /** A page of lines of the audit log. */
        AuditLines: {
            /**
             * What this resource is: always `leasehold#auditLines`.
             * @default leasehold#auditLines
             */
            kind?: string;
            /** The lines of the audit log. Left out when there are none. */
            items?: components["schemas"]["AuditLine"][];
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
    "leasehold.apiKeys.list": {
        parameters: {
            query?: {
                /** How many keys a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["ApiKeys"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.apiKeys.create": {
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
                "application/json": WithRequired<components["schemas"]["ApiKey"], "type" | "name">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.apiKeys.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Id of the key. */
                apiKey: string;
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
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.apiKeys.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Id of the key. */
                apiKey: string;
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
    "leasehold.apiKeys.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Id of the key. */
                apiKey: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKey"];
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.audit.list": {
        parameters: {
            query?: {
                /** Only what this user or service account did. */
                actor?: string;
                /** Only this action, such as `queue.purge`; one that ends with a dot stands for all that begin with it, such as `queue.`. */
                action?: string;
                /** Only what was done at this time or later. RFC 3339. */
                from?: string;
                /** Only what was done before this time. RFC 3339. */
                to?: string;
                /** How many lines a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["AuditLines"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.audit.listAll": {
        parameters: {
            query?: {
                /** Only what this user or service account did. */
                actor?: string;
                /** Only this action, such as `queue.purge`; one that ends with a dot stands for all that begin with it, such as `queue.`. */
                action?: string;
                /** Only what was done at this time or later. RFC 3339. */
                from?: string;
                /** Only what was done before this time. RFC 3339. */
                to?: string;
                /** How many lines a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["AuditLines"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.clients.list": {
        parameters: {
            query?: {
                /** How many clients a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["Clients"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.clients.create": {
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
                "application/json": WithRequired<components["schemas"]["Client"], "name" | "type">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Client"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.clients.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Id of the client. */
                client: string;
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
                    "application/json": components["schemas"]["Client"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.clients.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Id of the client. */
                client: string;
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
    "leasehold.clients.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Id of the client. */
                client: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Client"];
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Client"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.clients.resetSecret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Id of the client. */
                client: string;
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
                    "application/json": components["schemas"]["Client"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
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
    "leasehold.consumers.list": {
        parameters: {
            query?: {
                /** How many consumers a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["Consumers"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.consumers.create": {
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
                "application/json": WithRequired<components["schemas"]["Consumer"], "key" | "realm">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.consumers.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** The consumer key. */
                consumer: string;
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
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.consumers.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** The consumer key. */
                consumer: string;
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
    "leasehold.consumers.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** The consumer key. */
                consumer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Consumer"];
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.consumers.resetSecret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** The consumer key. */
                consumer: string;
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
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.consumers.uploadCertificate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** The consumer key. */
                consumer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["ConsumerCertificate"], "certificatePem">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consumer"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.delegations.list": {
        parameters: {
            query?: {
                /** Only those of this domain. */
                domain?: string;
                /** How many delegations a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["Delegations"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.delegations.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["Delegation"], "domain" | "client" | "scopes">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delegation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.delegations.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** The domain. */
                domain: string;
                /** E-mail address of the service account, or the consumer key. */
                client: string;
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
    "leasehold.delegations.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** The domain. */
                domain: string;
                /** E-mail address of the service account, or the consumer key. */
                client: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["Delegation"], "scopes">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delegation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.grants.list": {
        parameters: {
            query?: {
                /** How many grants a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["Grants"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.grants.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id of the grant. */
                grant: string;
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
    "leasehold.me.changePassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["PasswordChange"], "currentPassword" | "newPassword">;
            };
        };
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
    "leasehold.me.get": {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.members.list": {
        parameters: {
            query?: {
                /** How many members a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["Members"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.members.add": {
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
                "application/json": WithRequired<components["schemas"]["Member"], "email" | "role">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.members.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the member. */
                email: string;
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
    "leasehold.members.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the member. */
                email: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["Member"], "role">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
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
    "leasehold.projects.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["Project"], "id">;
            };
        };
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
    "leasehold.projects.delete": {
        parameters: {
            query: {
                /** Id of the project once more, so that none is deleted by mistake. */
                confirm: string;
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
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.projects.patch": {
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
                "application/json": components["schemas"]["Project"];
            };
        };
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
    "leasehold.queues.create": {
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
                "application/json": WithRequired<components["schemas"]["Queue"], "name">;
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
    "leasehold.queues.patch": {
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
    "leasehold.queues.export": {
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
                    "application/json": components["schemas"]["QueueYaml"];
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
    "leasehold.queues.statistics": {
        parameters: {
            query: {
                /** Name of a queue; at most 100 of them. */
                queue: string[];
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
                    "application/json": components["schemas"]["QueuesStatistics"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.quotas.get": {
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
                    "application/json": components["schemas"]["Quotas"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.quotas.patch": {
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
                "application/json": components["schemas"]["Quotas"];
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quotas"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.serviceAccounts.list": {
        parameters: {
            query?: {
                /** How many service accounts a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["ServiceAccounts"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.serviceAccounts.create": {
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
                "application/json": WithRequired<components["schemas"]["ServiceAccount"], "accountId">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.serviceAccounts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the service account. */
                account: string;
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
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.serviceAccounts.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the service account. */
                account: string;
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
    "leasehold.serviceAccounts.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the service account. */
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceAccount"];
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.serviceAccounts.keys.list": {
        parameters: {
            query?: {
                /** How many keys a page has at most: 1 to 1000. */
                maxResults?: number;
                /** nextPageToken of the page before. Left out: the first page. */
                pageToken?: string;
            };
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the service account. */
                account: string;
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
                    "application/json": components["schemas"]["ServiceAccountKeys"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.serviceAccounts.keys.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the service account. */
                account: string;
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
                    "application/json": components["schemas"]["ServiceAccountKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.serviceAccounts.keys.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the service account. */
                account: string;
                /** Id of the key. */
                key: string;
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
    "leasehold.serviceAccounts.keys.upload": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** E-mail address of the service account. */
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["ServiceAccountKey"], "publicKeyPem">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccountKey"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.services.disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the service, such as `taskqueue`. */
                service: string;
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
                    "application/json": components["schemas"]["Service"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.services.enable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the service, such as `taskqueue`. */
                service: string;
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
                    "application/json": components["schemas"]["Service"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.services.list": {
        parameters: {
            query?: {
                /** How many services a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["Services"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.tasks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
                /** Name of the task. */
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
    "leasehold.tasks.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
                /** Name of the task. */
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
    "leasehold.tasks.list": {
        parameters: {
            query?: {
                /** Only tasks with this tag; empty: only tasks without one. */
                tag?: string;
                /**
                 * Only tasks in this state. A page may then hold fewer tasks than asked for, or none, and have one that follows.
                 *     - `available`: It may be leased.
                 *     - `leased`: Somebody has leased it.
                 *     - `delayed`: It was inserted for a later time and was never leased.
                 */
                state?: "available" | "leased" | "delayed" | (string & {});
                /** How many tasks a page has at most: 1 to 1000. */
                maxResults?: number;
                /** nextPageToken of the page before. Left out: the first page. */
                pageToken?: string;
            };
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
                    "application/json": components["schemas"]["Tasks"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.tasks.insert": {
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
    "leasehold.tasks.lease": {
        parameters: {
            query?: {
                /** How many tasks to lease at most: 1 to 1000. */
                numTasks?: number;
                /** How many seconds the lease lasts: 0 to 604800, which is a week. */
                leaseSecs?: number;
                /** Only tasks with this tag; empty: only tasks without one. */
                tag?: string;
            };
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
                    "application/json": components["schemas"]["LeasedTasks"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.tasks.move": {
        parameters: {
            query?: {
                /** Name of the queue to move the task to. Left out: the only queue that has this one as its dead-letter queue. */
                destination?: string;
            };
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
                /** Name of the task. */
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
    "leasehold.tasks.release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** Id or number of the project. */
                project: string;
                /** Name of the queue: 1 to 100 letters, digits and hyphens. */
                queue: string;
                /** Name of the task. */
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
    "leasehold.traffic.query": {
        parameters: {
            query: {
                /** Start of the time to look at; it is set back to the start of an interval. RFC 3339. */
                from: string;
                /** End of the time to look at. RFC 3339. Left out: now. */
                to?: string;
                /**
                 * How long an interval is. At most 1500 intervals are answered.
                 *     - `minute`: A minute.
                 *     - `hour`: An hour.
                 *     - `day`: A day, from midnight UTC.
                 */
                resolution?: "minute" | "hour" | "day" | (string & {});
                /** What calls are told apart by. Left out: by nothing. */
                groupBy?: ("method" | "application" | "statusClass" | (string & {}))[];
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
                    "application/json": components["schemas"]["Traffic"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.users.list": {
        parameters: {
            query?: {
                /** How many users a page has at most: 1 to 1000. */
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
                    "application/json": components["schemas"]["Users"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.users.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": WithRequired<components["schemas"]["User"], "email">;
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.users.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** E-mail address of the user. */
                user: string;
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
                    "application/json": components["schemas"]["User"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.users.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** E-mail address of the user. */
                user: string;
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
    "leasehold.users.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** E-mail address of the user. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["User"];
            };
        };
        responses: {
            /** @description The method succeeded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    "leasehold.users.resetPassword": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** E-mail address of the user. */
                user: string;
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
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
