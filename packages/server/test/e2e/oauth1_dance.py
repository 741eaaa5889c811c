"""Goes the three steps of OAuth 1.0 with requests_oauthlib or Authlib, then calls the API.

Environment: LEASEHOLD_URL, CALLBACK, CONSUMER_KEY, and CONSUMER_SECRET or RSA_KEY (PEM); AUTHLIB to take Authlib, which
says the callback on the authorize page once more.
Prints the address of the authorize page on a line, reads the address that the browser was sent back to, and prints
what the API answered as one JSON object.
"""
import json
import os

URL = os.environ["LEASEHOLD_URL"]
SCOPE = "https://www.googleapis.com/auth/taskqueue"
TASKS = URL + "/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks"
KEY = {"key": "acme-server-key"}



def oauthlib_session():
    from oauthlib.oauth1 import SIGNATURE_RSA
    from requests_oauthlib import OAuth1Session

    if "RSA_KEY" in os.environ:
        signing = {"signature_method": SIGNATURE_RSA, "rsa_key": os.environ["RSA_KEY"]}
    else:
        signing = {"client_secret": os.environ["CONSUMER_SECRET"]}
    session = OAuth1Session(os.environ["CONSUMER_KEY"], callback_uri=os.environ["CALLBACK"], **signing)
    return session, session.authorization_url


def authlib_session():
    from authlib.integrations.requests_client import OAuth1Session

    session = OAuth1Session(
        os.environ["CONSUMER_KEY"], os.environ["CONSUMER_SECRET"], redirect_uri=os.environ["CALLBACK"]
    )
    return session, session.create_authorization_url


session, authorization_url = authlib_session() if "AUTHLIB" in os.environ else oauthlib_session()
session.fetch_request_token(URL + "/accounts/OAuthGetRequestToken", params={"scope": SCOPE})
print(authorization_url(URL + "/accounts/OAuthAuthorizeToken"), flush=True)
session.parse_authorization_response(input())
session.fetch_access_token(URL + "/accounts/OAuthGetAccessToken")

NAME = "from-authlib" if "AUTHLIB" in os.environ else "from-requests"
body = {"id": NAME, "payloadBase64": "aGVsbG8=", "queueName": "images"}
inserted = session.post(TASKS, params=KEY, json=body)
# A form is signed with everything in it.
leased = session.post(TASKS + "/lease", params=KEY, data={"numTasks": "1", "leaseSecs": "60"})
deleted = session.delete(TASKS + "/" + NAME, params=KEY)
without_key = session.get(TASKS)
info = session.get(URL + "/accounts/AuthSubTokenInfo")
revoked = session.get(URL + "/accounts/AuthSubRevokeToken")
afterwards = session.get(TASKS, params=KEY)
print(
    json.dumps(
        {
            "insert": inserted.json()["id"],
            "lease": [task["id"] for task in leased.json()["items"]],
            "delete": deleted.status_code,
            "withoutKey": without_key.json()["error"]["errors"][0]["reason"],
            "info": info.text.splitlines()[1],
            "revoke": revoked.status_code,
            "afterwards": afterwards.json()["error"]["message"].split(":")[0],
        }
    )
)
