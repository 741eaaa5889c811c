"""Signs in as a device with oauth2client, which knows only the grant from before RFC 8628, and calls the API.

Environment: LEASEHOLD_URL. Prints what the person is to do, then one JSON value for each line that it is told:
"poll" asks for tokens and prints the error or the access token; "insert" inserts a task; "revoke" revokes.
"""
import json
import os
import sys

import httplib2
from googleapiclient.discovery import build
from oauth2client.client import FlowExchangeError, HttpAccessTokenRefreshError, OAuth2WebServerFlow

URL = os.environ["LEASEHOLD_URL"]

flow = OAuth2WebServerFlow(
    client_id="tv-client",
    client_secret="tv-secret",
    scope="https://www.googleapis.com/auth/taskqueue",
    auth_uri=URL + "/o/oauth2/auth",
    token_uri=URL + "/o/oauth2/token",
    revoke_uri=URL + "/o/oauth2/revoke",
    device_uri=URL + "/o/oauth2/device/code",
)
device = flow.step1_get_device_and_user_codes()
print(json.dumps({"userCode": device.user_code, "url": device.verification_url}))
credentials = None


def insert():
    tasks = build(
        "taskqueue",
        "v1beta2",
        discoveryServiceUrl=URL + "/discovery/v1/apis/{api}/{apiVersion}/rest",
        http=credentials.authorize(httplib2.Http()),
        cache_discovery=False,
    ).tasks()
    body = {"payloadBase64": "aGVsbG8="}
    return tasks.insert(project="acme", taskqueue="images", body=body).execute()["kind"]


for line in sys.stdin:
    try:
        if line.strip() == "poll":
            credentials = flow.step2_exchange(device_flow_info=device)
            print(json.dumps({"token": credentials.access_token}))
        elif line.strip() == "insert":
            print(json.dumps({"kind": insert(), "token": credentials.access_token}))
        else:
            credentials.revoke(httplib2.Http())
            print(json.dumps({"revoked": credentials.invalid}))
    except (FlowExchangeError, HttpAccessTokenRefreshError) as error:
        print(json.dumps({"error": str(error)}))
