"""A site that signs somebody in with python3-openid, asking for attributes and for data access.

Environment: LEASEHOLD_URL, RETURN_TO, REALM, STORE (a folder for associations; none to ask about each answer).
Prints the address to send the browser to on a line, reads the address that it was sent back to, and prints what the
site learnt as one JSON object.
"""
import json
import os
import sys
from urllib.parse import parse_qsl, urlsplit

from openid.consumer.consumer import Consumer
from openid.extensions import ax
from openid.store.filestore import FileOpenIDStore

OAUTH = "http://specs.openid.net/extensions/oauth/1.0"
SCOPE = "https://www.googleapis.com/auth/taskqueue"
EMAIL = "http://axschema.org/contact/email"
FIRST = "http://axschema.org/namePerson/first"

store = FileOpenIDStore(os.environ["STORE"]) if "STORE" in os.environ else None
session = {}
consumer = Consumer(session, store)


def complete():
    back = urlsplit(sys.stdin.readline().strip())
    query = dict(parse_qsl(back.query))
    return consumer.complete(query, os.environ["RETURN_TO"])


request = consumer.begin(os.environ["LEASEHOLD_URL"] + "/accounts/o8/id")
request.addExtensionArg(OAUTH, "consumer", "consumer.example.com")
request.addExtensionArg(OAUTH, "scope", SCOPE)
attributes = ax.FetchRequest()
attributes.add(ax.AttrInfo(EMAIL, alias="email", required=True))
attributes.add(ax.AttrInfo(FIRST, count=ax.UNLIMITED_VALUES))
request.addExtension(attributes)
immediate = os.environ.get("IMMEDIATE") == "yes"
print(request.redirectURL(os.environ["REALM"], os.environ["RETURN_TO"], immediate), flush=True)

response = complete()
answer = {"status": response.status}
if response.status == "success":
    fetched = ax.FetchResponse.fromSuccessResponse(response)
    answer["identifier"] = response.identity_url
    answer["email"] = fetched.getSingle(EMAIL)
    answer["first"] = fetched.get(FIRST)
    answer["requestToken"] = response.getSigned(OAUTH, "request_token")
elif response.status == "failure":
    answer["message"] = str(response.message)
print(json.dumps(answer), flush=True)
# The same answer once more, as somebody would send it who has listened.
replayed = complete()
print(json.dumps({"status": replayed.status}), flush=True)
