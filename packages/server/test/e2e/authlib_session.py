"""Signs in with authlib's OAuth2Session: code with PKCE, refresh, revocation.

Environment: LEASEHOLD_URL, and CLIENT_AUTHENTICATION: client_secret_basic or client_secret_post.
Prints the address for the browser, reads the address that it ended on, then prints what happened.
"""
import json
import os
import sys

from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session

URL = os.environ["LEASEHOLD_URL"]
QUEUE = URL + "/taskqueue/v1beta2/projects/acme/taskqueues/images"

saved = []
session = OAuth2Session(
    client_id="web-client",
    client_secret="web-secret",
    token_endpoint_auth_method=os.environ["CLIENT_AUTHENTICATION"],
    scope="openid https://www.googleapis.com/auth/taskqueue",
    redirect_uri="http://127.0.0.1:9004/callback",
    code_challenge_method="S256",
    token_endpoint=URL + "/token",
    update_token=lambda token, **_: saved.append(token["access_token"]),
)
verifier = generate_token(48)
address, state = session.create_authorization_url(
    URL + "/o/oauth2/v2/auth",
    code_verifier=verifier,
    access_type="offline",
    prompt="consent",
)
print(json.dumps(address))

answer = sys.stdin.readline().strip()
token = session.fetch_token(authorization_response=answer, state=state, code_verifier=verifier)
first = token["access_token"]
seen = {"type": token["token_type"], "call": session.get(QUEUE).json()["id"]}

# It renews by itself what it takes for expired, and says so.
session.token = dict(token, expires_at=1)
seen["renewedCall"] = session.get(QUEUE).status_code
seen["savedAnother"] = len(saved) == 1 and saved[0] != first
session.refresh_token(URL + "/token", refresh_token=token["refresh_token"])
seen["callAfterRefresh"] = session.get(QUEUE).status_code

seen["revoke"] = session.revoke_token(URL + "/revoke", token=session.token["access_token"]).status_code
seen["callAfterRevoke"] = session.get(QUEUE).status_code
try:
    session.refresh_token(URL + "/token", refresh_token=token["refresh_token"])
except OAuthError as error:
    seen["refreshAfterRevoke"] = [error.error, error.description]
print(json.dumps(seen))
