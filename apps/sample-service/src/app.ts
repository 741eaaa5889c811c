import { authorizedFetch } from "@leasehold/auth";
import { AuthError } from "@leasehold/auth/auth-error";
import { createCodeVerifier } from "@leasehold/auth/code-verifier";
import type { WebServer } from "@leasehold/auth/web-server";
import { ApiError } from "@leasehold/client-runtime";
import { createTaskqueue, type TasksResource } from "@leasehold/taskqueue-v1beta2";
import Fastify, { type FastifyInstance } from "fastify";
import { jobRows, jobsPage, welcomePage } from "./pages.ts";
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

  /** The API, called for the user of this session: tokens are renewed and kept by themselves. */
  const tasksOf = (sessionId: string): TasksResource => {
    const fetch = authorizedFetch(signIn.credential(sessionId));
    return createTaskqueue({ baseUrl: leaseholdUrl, fetch }).tasks;
  };

  app.get("/", async (request, reply) => {
    const signedIn = sessions.find(request)?.signedIn ?? false;
    return reply.type("text/html").send(signedIn ? jobsPage() : welcomePage());
  });

  // The page asks for this again and again.
  app.get("/jobs", async (request, reply) => {
    const session = sessions.find(request);
    if (!session?.signedIn) return reply.code(401).send();
    const { items = [] } = await tasksOf(session.id).list(queue);
    return reply.type("text/html").send(jobRows({ waiting: items, counts }));
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

  // The user has taken the access back, or it ended: only a new sign-in helps.
  app.setErrorHandler((error, request, reply) => {
    const isOver =
      error instanceof AuthError || (error instanceof ApiError && error.status === 401);
    if (!isOver) throw error;
    sessions.end(request, reply);
    return reply.code(401).type("text/html").send(welcomePage("Please sign in again."));
  });

  return app;
}
