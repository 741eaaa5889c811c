"""Calls all eight methods and a batch of 50 with a client built from the served discovery document.

Environment: LEASEHOLD_URL, and ACCESS_TOKEN of a user who may do everything with acme's queue images.
Prints what came back as one JSON object.
"""
import json
import os

from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

URL = os.environ["LEASEHOLD_URL"]
QUEUE = {"project": "acme", "taskqueue": "images"}

service = build(
    "taskqueue",
    "v1beta2",
    discoveryServiceUrl=URL + "/discovery/v1/apis/{api}/{apiVersion}/rest",
    credentials=Credentials(os.environ["ACCESS_TOKEN"]),
    cache_discovery=False,
)
tasks = service.tasks()
seen = {}

seen["insert"] = tasks.insert(
    body={"id": "from-python", "payloadBase64": "aGVsbG8=", "tag": "py"}, **QUEUE
).execute()
seen["queue"] = service.taskqueues().get(getStats=True, **QUEUE).execute()
seen["list"] = tasks.list(**QUEUE).execute()
seen["get"] = tasks.get(task="from-python", **QUEUE).execute()
seen["lease"] = tasks.lease(
    numTasks=10, leaseSecs=60, groupByTag=True, tag="py", **QUEUE
).execute()
leased = seen["lease"]["items"][0]
seen["update"] = tasks.update(
    task="from-python",
    newLeaseSeconds=600,
    body={"id": leased["id"], "leaseTimestamp": leased["leaseTimestamp"]},
    **QUEUE
).execute()
seen["patch"] = tasks.patch(
    task="from-python",
    newLeaseSeconds=30,
    body={"queueName": "images", "tag": "patched"},
    **QUEUE
).execute()
seen["delete"] = tasks.delete(task="from-python", **QUEUE).execute().decode()
try:
    tasks.get(task="from-python", **QUEUE).execute()
except HttpError as error:
    seen["gone"] = error.resp.status

batch_ids = []
batch_errors = []


def note(request_id, response, exception):
    if exception is None:
        batch_ids.append((request_id, response["id"]))
    else:
        batch_errors.append((request_id, exception.resp.status))


batch = service.new_batch_http_request(callback=note)
for number in range(49):
    body = {"id": "batch-%d" % number, "payloadBase64": "aGVsbG8="}
    batch.add(tasks.insert(body=body, **QUEUE), request_id="call-%d" % number)
batch.add(tasks.get(task="no-such-task", **QUEUE), request_id="call-49")
batch.execute()
seen["batchIds"] = batch_ids
seen["batchErrors"] = batch_errors

print(json.dumps(seen))
