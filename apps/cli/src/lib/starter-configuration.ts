/** The text of a first leasehold.yaml. */
export function starterConfiguration(facts: {
  email: string;
  project: string;
  password: string;
  clientSecret: string;
}): string {
  return `# What this Leasehold is to have. It is applied when the server starts with --config leasehold.yaml,
# and to a running one by: leasehold apply leasehold.yaml
users:
  - { email: "${facts.email}", password: "${facts.password}", admin: true }

projects:
  - id: ${facts.project}
    number: "1000"
    members: [{ email: "${facts.email}", role: owner }]
    # Which APIs the project's applications may call.
    services: [taskqueue]
    # How much the project may call; without this, as much as it likes.
    # quotas: { requestsPerDay: 1000000, requestsPerUserPerSecond: 100 }
    # Applications that ask users for access. The command line has a built-in one.
    oauthClients:
      - { id: web-client, secret: "${facts.clientSecret}", type: web, name: My web application, redirectUris: ["http://127.0.0.1:9004/callback"] }
    # The rows of App Engine's queue.yaml. user_email may lease and delete, writer_email may insert.
    queues:
      - name: images
        mode: pull
        acl: [{ user_email: "${facts.email}" }, { writer_email: "${facts.email}" }]
        # After so many leases a task goes to the dead-letter queue.
        retry_parameters: { task_retry_limit: 7 }
        dead_letter_queue: images-dead
      - { name: images-dead, mode: pull }
`;
}
