# Reads one case per line from standard input: a scheme, and in base64 headers, body and secret. Writes one result per line.
import base64
import importlib
import sys

FILES = {"standard": "verify_standard", "ed25519": "verify_ed25519", "twenty": "verify_twenty",
         "grafeno": "verify_grafeno", "token": "verify_token"}


def judge(scheme, headers, body, secret):
    if scheme.startswith("cloudevent-"):
        event = importlib.import_module("read_cloudevent").read(headers, body)
        return " ".join([event["id"], event["type"], event["source"], event["myext"], event["data"]["id"]])
    verify = importlib.import_module(FILES[scheme]).verify
    if scheme == "grafeno":
        return str(verify(body, secret)).lower()
    if scheme == "token":
        return str(verify(headers, secret)).lower()
    return str(verify(headers, body, secret)).lower()


for line in sys.stdin.read().splitlines():
    scheme, *parts = line.split("\t")
    head, body, secret = [base64.b64decode(part) for part in parts]
    headers = dict(text.split(":", 1) for text in head.decode().splitlines())
    try:
        result = judge(scheme, headers, body, secret.decode())
    except Exception as e:
        result = repr(e)
    sys.stdout.buffer.write(result.encode() + b"\n")
