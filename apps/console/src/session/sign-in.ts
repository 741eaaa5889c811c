/** The console's own OAuth client, which comes with the service. */
const clientId = "leasehold-console";

const scopes = [
  "openid",
  "email",
  "profile",
  "https://www.googleapis.com/auth/leasehold.admin",
  "https://www.googleapis.com/auth/taskqueue",
];

const consolePath = "/console/";
const pendingKey = "leasehold.sign-in";

/** An access token and the moment, in milliseconds since the epoch, after which it is not used any more. */
export interface AccessToken {
  value: string;
  staleAtMs: number;
}

/** Nobody is signed in, or the person has to choose an account: only a page of the service can go on. */
export class SignInNeeded extends Error {
  override readonly name = "SignInNeeded";
}

interface Attempt {
  state: string;
  verifier: string;
}

/**
 * Gets a token without a page, for the person who is signed in to the service in this browser (authorization code
 * with PKCE, `prompt=none`). The answer's redirect leads back to this origin, so that its address can be read.
 *
 * @param accountHint - the e-mail address that the console is used with, where it is known.
 * @throws SignInNeeded when that takes a page; Error when the service refuses.
 */
export async function signInSilently(accountHint: string | undefined): Promise<AccessToken> {
  const attempt = newAttempt();
  const address = await authorizationAddress(attempt, {
    prompt: "none",
    ...(accountHint === undefined ? {} : { login_hint: accountHint }),
  });
  const answer = await fetch(address);
  const landed = new URL(answer.url);
  if (landed.pathname !== consolePath) {
    throw new Error(`Signing in failed: the service answered with status ${answer.status}.`);
  }
  return takeAnswer(attempt, landed.searchParams);
}

/** Leaves for the sign-in page; afterwards the console goes on where it is now. Never resolves. */
export async function signInOnPage(): Promise<never> {
  const attempt = newAttempt();
  const returnTo = location.pathname + location.search;
  sessionStorage.setItem(pendingKey, JSON.stringify({ ...attempt, returnTo }));
  location.assign(await authorizationAddress(attempt, {}));
  return new Promise<never>(() => {});
}

/** Takes the answer with which the sign-in page sent the browser back; undefined when it did not. */
export async function finishSignIn(): Promise<AccessToken | undefined> {
  const answer = new URLSearchParams(location.search);
  if (location.pathname !== consolePath || !answer.has("state")) return undefined;
  const pending = JSON.parse(sessionStorage.getItem(pendingKey) ?? "{}") as Partial<
    Attempt & { returnTo: string }
  >;
  sessionStorage.removeItem(pendingKey);
  history.replaceState(null, "", pending.returnTo ?? consolePath);
  const { state, verifier } = pending;
  // An answer to no question of ours: somebody else's link, or a page that was reloaded.
  if (state === undefined || verifier === undefined || answer.get("state") !== state) {
    return undefined;
  }
  return takeAnswer({ state, verifier }, answer);
}

/** Signs the person out of the service in this browser, and the console everywhere. */
export function signOut(token: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/signout";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "token";
  field.value = token;
  form.append(field);
  document.body.append(form);
  form.submit();
}

async function takeAnswer(attempt: Attempt, answer: URLSearchParams): Promise<AccessToken> {
  const error = answer.get("error");
  if (error !== null) {
    if (/^(?:login|consent|interaction|account_selection)_required$/.test(error)) {
      throw new SignInNeeded(error);
    }
    throw new Error(`Signing in failed: ${answer.get("error_description") ?? error}`);
  }
  const code = answer.get("code");
  if (code === null || answer.get("state") !== attempt.state) {
    throw new Error(
      "Signing in failed: the answer does not belong to what was asked. Reload the page.",
    );
  }
  return exchange(code, attempt.verifier);
}

async function exchange(code: string, verifier: string): Promise<AccessToken> {
  const answer = await fetch("/token", {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      redirect_uri: redirectUri(),
      code,
      code_verifier: verifier,
    }),
  });
  const body = (await answer.json()) as Record<string, unknown>;
  const { access_token: value, expires_in: seconds, error_description: reason } = body;
  if (!answer.ok || typeof value !== "string" || typeof seconds !== "number") {
    throw new Error(`Signing in failed: ${typeof reason === "string" ? reason : answer.status}`);
  }
  // Renewed a minute early, so that no call is sent with a token that ends on the way.
  return { value, staleAtMs: Date.now() + (seconds - 60) * 1000 };
}

async function authorizationAddress(
  { state, verifier }: Attempt,
  more: Record<string, string>,
): Promise<string> {
  const challenge = await challengeOf(verifier);
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope: scopes.join(" "),
    state,
    ...challenge,
    ...more,
  });
  return `/o/oauth2/v2/auth?${query.toString()}`;
}

// Browsers keep SHA-256 from pages that came without TLS, except on this machine.
async function challengeOf(verifier: string): Promise<Record<string, string>> {
  if (!isSecureContext) return { code_challenge: verifier, code_challenge_method: "plain" };
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: "S256" };
}

function redirectUri(): string {
  return location.origin + consolePath;
}

function newAttempt(): Attempt {
  return { state: randomText(), verifier: randomText() };
}

function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
