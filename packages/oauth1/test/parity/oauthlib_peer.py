"""Signs and verifies with oauthlib: a JSON object a line in, a JSON value a line out."""

import json
import sys
from functools import cache

from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from oauthlib.oauth1 import Client, RequestValidator, SignatureOnlyEndpoint
from oauthlib.oauth1.rfc5849 import SIGNATURE_METHODS

METHODS = list(SIGNATURE_METHODS) + ["HMAC-SHA256", "RSA-SHA256"]


class Validator(RequestValidator):
    """Knows the one consumer and token of the request at hand."""

    enforce_ssl = False
    allowed_signature_methods = METHODS
    dummy_client = "dummy"
    request = None

    def check_client_key(self, client_key):
        return True

    def check_nonce(self, nonce):
        return True

    def validate_client_key(self, client_key, request):
        return client_key == self.request["consumerKey"]

    def validate_timestamp_and_nonce(self, client_key, timestamp, nonce, request, **tokens):
        return True

    def get_client_secret(self, client_key, request):
        return self.request["consumerSecret"]

    def get_access_token_secret(self, client_key, token, request):
        return self.request["tokenSecret"]

    def get_rsa_key(self, client_key, request):
        return public_key(self.request["publicKey"])


# Reading a private key checks it, which takes longer than ten signatures.
@cache
def private_key(pem):
    return load_pem_private_key(pem.encode(), None)


@cache
def public_key(pem):
    return load_pem_public_key(pem.encode())


validator = Validator()
endpoint = SignatureOnlyEndpoint(validator)


def verify(request):
    validator.request = request
    valid, _ = endpoint.validate_request(
        request["url"], request["method"], request["form"] or "", headers(request)
    )
    return valid


def sign(request):
    client = Client(
        request["consumerKey"],
        client_secret=request["consumerSecret"],
        resource_owner_key=request["token"],
        resource_owner_secret=request["tokenSecret"],
        signature_method=request["signatureMethod"],
        signature_type={"header": "AUTH_HEADER", "query": "QUERY", "form": "BODY"}[
            request["transmission"]
        ],
        rsa_key=request["privateKey"] and private_key(request["privateKey"]),
        nonce=request["nonce"],
    )
    url, signed, form = client.sign(
        request["url"], request["method"], request["form"], headers(request)
    )
    return {"url": url, "authorization": signed.get("Authorization"), "form": form}


def headers(request):
    made = {}
    if request["form"] is not None:
        made["Content-Type"] = "application/x-www-form-urlencoded"
    if request.get("authorization"):
        made["Authorization"] = request["authorization"]
    return made


for line in sys.stdin:
    request = json.loads(line)
    answer = sign(request) if request["operation"] == "sign" else verify(request)
    print(json.dumps(answer))
