"""Signs in as an installed application with google_auth_oauthlib's local server, unmodified, and calls the API.

Environment: LEASEHOLD_URL. Prints the address for the browser, then one JSON value for each line that it is told:
"insert" inserts a task and prints it with the access token's last letters; "refresh" renews the credentials.
"""
import json
import os
import sys

from google.auth.transport.requests import Request
from google_auth_oauthlib.flow import InstalledAppFlow
from googleapiclient.discovery import build

URL = os.environ["LEASEHOLD_URL"]

flow = InstalledAppFlow.from_client_config(
    {
        "installed": {
            "client_id": "cli-client",
            "client_secret": "cli-secret",
            "auth_uri": URL + "/o/oauth2/auth",
            "token_uri": URL + "/token",
            "redirect_uris": ["http://localhost"],
        }
    },
    scopes=["https://www.googleapis.com/auth/taskqueue"],
)
credentials = flow.run_local_server(
    port=0, open_browser=False, authorization_prompt_message='"{url}"', prompt="consent"
)
tasks = build(
    "taskqueue",
    "v1beta2",
    discoveryServiceUrl=URL + "/discovery/v1/apis/{api}/{apiVersion}/rest",
    credentials=credentials,
    cache_discovery=False,
).tasks()

for line in sys.stdin:
    if line.strip() == "insert":
        body = {"payloadBase64": "aGVsbG8="}
        task = tasks.insert(project="acme", taskqueue="images", body=body).execute()
        print(json.dumps({"kind": task["kind"], "token": credentials.token}))
    else:
        credentials.refresh(Request())
        print(json.dumps({"token": credentials.token, "refresh": credentials.refresh_token}))
