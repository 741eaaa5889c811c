import { createCodeVerifier } from "@leasehold/auth/code-verifier";
import type { WebServer } from "@leasehold/auth/web-server";
import { createTaskqueue } from "@leasehold/taskqueue-v1beta2";
import Fastify, { type FastifyInstance } from "fastify";
import { jobsPage, welcomePage } from "./pages.ts";
import { createSessions } from "./sessions.ts";

export interface AppOptions {
  leaseholdUrl: string;
  signIn: WebServer;
  scopes: string[];
  queue: { project: string; taskqueue: string };
  /** What the worker found, by task. */
  counts: ReadonlyMap<string, number>;
}

/** The web pages: sign in with Leasehold, hand in a text, see what became of it. */
export function createApp(options: AppOptions): FastifyInstance {
  const { leaseholdUrl, signIn, scopes, queue, counts } = options;
  const sessions = createSessions();
  const app = Fastify();
  app.addContentTypeParser<string>(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(body)),
  );

  /** A client that acts for the user of this session. */
  const tasksOf = (sessionId: string) =>
    createTaskqueue({
      baseUrl: leaseholdUrl,
      authorize: signIn.credential(sessionId).authorize,
    }).tasks;

  app.get("/", async (request, reply) => {
    reply.type("text/html");
    const session = sessions.find(request);
    if (!session?.signedIn) return welcomePage();
    const { items = [] } = await tasksOf(session.id).list(queue);
    return jobsPage({ waiting: items, counts });
  });

  app.get("/sign-in", async (_request, reply) => {
    const codeVerifier = createCodeVerifier();
    const session = sessions.start(reply, { codeVerifier });
    const { state } = session;
    return reply.redirect(signIn.authorizationUrl({ scopes, state, codeVerifier }));
  });

  app.get<{ Querystring: { code?: string; state?: string; error?: string } }>(
    "/callback",
    async (request, reply) => {
      const session = sessions.find(request);
      const { code, state } = request.query;
      // An answer that this browser did not ask for is somebody else's (RFC 6749, 10.12).
      if (session === undefined || state !== session.state) {
        return reply.code(400).type("text/html").send(welcomePage("Please sign in again."));
      }
      if (code === undefined) {
        return reply.type("text/html").send(welcomePage("You did not allow access."));
      }
      const { codeVerifier } = session;
      await signIn.exchange({ code, codeVerifier, account: session.id });
      session.signedIn = true;
      return reply.redirect("/");
    },
  );

  app.post<{ Body: URLSearchParams }>("/jobs", async (request, reply) => {
    const session = sessions.find(request);
    if (!session?.signedIn) return reply.redirect("/", 303);
    const payloadBase64 = Buffer.from(request.body.get("text") ?? "").toString("base64url");
    await tasksOf(session.id).insert(queue, { body: { payloadBase64 } });
    return reply.redirect("/", 303);
  });

  app.post("/sign-out", async (request, reply) => {
    const session = sessions.find(request);
    if (session?.signedIn) await signIn.revoke(session.id);
    sessions.end(request, reply);
    return reply.redirect("/", 303);
  });

  return app;
}
