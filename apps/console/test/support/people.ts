/** People and projects for the console to show. */
export const peopleYaml = `
users:
  - { email: ada@example.com, password: correct-horse, name: Ada Lovelace, admin: true }
  - { email: bob@example.com, password: battery-staple, name: Bob }
  - { email: eve@example.com, password: no-member-of-it, name: Eve }
projects:
  - id: acme
    number: "123456789012"
    name: Acme
    members:
      - { email: ada@example.com, role: owner }
      - { email: bob@example.com, role: viewer }
    services: [taskqueue]
    oauthClients:
      - { id: web-client, secret: web-secret, type: web, name: Acme Web, redirectUris: ["http://127.0.0.1:9004/callback"] }
      - { id: cli-client, secret: cli-secret, type: installed, name: Acme CLI, outOfBand: true }
    oauthConsumers:
      - { key: consumer.example.com, secret: consumer-secret, realm: "http://127.0.0.1:9004/" }
    apiKeys:
      - { key: acme-server-key, kind: server, name: Server key, allowedIps: [127.0.0.1/32] }
      - { key: acme-browser-key, kind: browser, name: Browser key, allowedReferers: ["http://127.0.0.1:9005/*"] }
    queues:
      - name: images
        mode: pull
        acl: [{ user_email: ada@example.com }, { writer_email: ada@example.com }]
        retry_parameters: { task_retry_limit: 7 }
        dead_letter_queue: images-dead
      - { name: images-dead, mode: pull }
delegations:
  - { domain: example.com, client: consumer.example.com, scopes: ["https://www.googleapis.com/auth/taskqueue"] }
`;
