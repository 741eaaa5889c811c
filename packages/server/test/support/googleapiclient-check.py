"""Drives the service with google-api-python-client: argv is the server's URL and an access token."""
import base64
import sys

import httplib2
from googleapiclient.discovery import build, build_from_document
from googleapiclient.errors import HttpError

url, token = sys.argv[1:]


class Http(httplib2.Http):
    def request(self, uri, method="GET", body=None, headers=None, **rest):
        headers = dict(headers or {}, Authorization="Bearer " + token)
        return super().request(uri, method=method, body=body, headers=headers, **rest)


rest = url + "/discovery/v1/apis/{api}/{apiVersion}/rest"
service = build("taskqueue", "v1beta2", http=Http(), discoveryServiceUrl=rest)
_, text = httplib2.Http().request(url + "/$discovery/rest?version=v1beta2")
again = build_from_document(text.decode(), http=Http())

queue = {"project": "s~acme", "taskqueue": "images"}
tasks = service.tasks()
payload = base64.urlsafe_b64encode(b"hello").decode()

inserted = tasks.insert(body={"payloadBase64": payload, "tag": "py", "queueName": "images"}, **queue).execute()
assert inserted["payloadBase64"] == payload, inserted
leased = tasks.lease(numTasks=1, leaseSecs=60, groupByTag=True, tag="py", **queue).execute()["items"][0]
assert leased["id"] == inserted["id"] and leased["retry_count"] == 1, leased
assert again.tasks().get(task=leased["id"], **queue).execute()["leaseTimestamp"] == leased["leaseTimestamp"]
assert len(tasks.list(**queue).execute()["items"]) == 1
updated = tasks.update(task=leased["id"], newLeaseSeconds=120, body=leased, **queue).execute()
assert int(updated["leaseTimestamp"]) > int(leased["leaseTimestamp"]), updated
patched = tasks.patch(task=leased["id"], newLeaseSeconds=0, body={"queueName": "images"}, **queue).execute()
assert patched["retry_count"] == 1, patched
stats = service.taskqueues().get(getStats=True, **queue).execute()["stats"]
assert stats["totalTasks"] == 1, stats
tasks.delete(task=leased["id"], **queue).execute()
try:
    tasks.get(task=leased["id"], **queue).execute()
    raise AssertionError("a deleted task was found")
except HttpError as error:
    assert error.resp.status == 404, error

answers = []
batch = service.new_batch_http_request(callback=lambda _id, answer, error: answers.append(error or answer["id"]))
for number in range(50):
    batch.add(tasks.insert(body={"payloadBase64": payload, "id": "py-%d" % number}, **queue))
batch.execute(http=Http())
assert sorted(answers) == sorted("py-%d" % number for number in range(50)), answers
print("ok")
