"""Leases as a service account, and inserts as the user that it may act for.

Environment: LEASEHOLD_URL and SERVICE_ACCOUNT, the account's key file as JSON.
Prints what came back as one JSON object.
"""
import json
import os

from google.oauth2 import service_account
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

URL = os.environ["LEASEHOLD_URL"]
QUEUE = {"project": "acme", "taskqueue": "images"}
ALONE = service_account.Credentials.from_service_account_info(
    json.loads(os.environ["SERVICE_ACCOUNT"]),
    scopes=["https://www.googleapis.com/auth/taskqueue"],
)


def tasks_of(credentials):
    return build(
        "taskqueue",
        "v1beta2",
        discoveryServiceUrl=URL + "/discovery/v1/apis/{api}/{apiVersion}/rest",
        credentials=credentials,
        cache_discovery=False,
    ).tasks()


seen = {}
body = {"id": "delegated", "payloadBase64": "aGVsbG8="}
try:
    tasks_of(ALONE).insert(body=body, **QUEUE).execute()
except HttpError as error:
    seen["insertAlone"] = error.resp.status
seen["insertAsUser"] = (
    tasks_of(ALONE.with_subject("ada@example.com")).insert(body=body, **QUEUE).execute()
)
seen["lease"] = tasks_of(ALONE).lease(numTasks=1, leaseSecs=60, **QUEUE).execute()

print(json.dumps(seen))
