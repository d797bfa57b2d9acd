"""What our client asks of Graph is validated by Prism, a server that is not ours, with the OpenAPI slice: each request
of a whole job, those inside of batches too. Arguments: the slice, prism, boxseat."""

import collections
import http.client
import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

import tap

slice_file, prism_program, boxseat = sys.argv[1:]
with open(slice_file, encoding="utf-8") as file:
    paths = json.load(file)["paths"]
with open(os.environ["JUDGE_CONNECT"], encoding="utf-8") as file:
    connect = json.load(file)
tenant = urllib.parse.urlsplit(connect["graph"])

# Method, target, headers and body of each request to Graph, in the order in which they came.
asked = []


class Recorder(http.server.BaseHTTPRequestHandler):
    """Stands before the tenant, notes what it is asked, and passes it on as it is."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        asked.append((self.command, self.path, dict(self.headers.items()), body))
        there = http.client.HTTPConnection(tenant.hostname, tenant.port)
        # With the host that was asked for: links to further pages lead through here again.
        there.request(self.command, self.path, body=body or None, headers=dict(self.headers.items()))
        answer = there.getresponse()
        found = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)
        there.close()

    do_POST = do_PATCH = do_DELETE = do_GET

    def log_message(self, *_):
        pass


recorder = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
threading.Thread(target=recorder.serve_forever, daemon=True).start()
through = dict(connect, graph=f"http://127.0.0.1:{recorder.server_port}")
through.pop("admin", None)
with open("through.json", "w", encoding="utf-8") as file:
    json.dump(through, file)
os.chmod("through.json", 0o600)


def run(*words, ends_in=(0,)):
    command = [boxseat, *words, "--connect", "through.json", "--data", "data"]
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert ran.returncode in ends_in, f"{command} ended with {ran.returncode}:\n{ran.stdout[-3000:]}"


@tap.check("the job goes through: review, show, remove, put back")
def _():
    run("review", "-o", "json")
    run("show", "info@contoso.com")
    run("remove-license", "info@contoso.com", "--yes")
    run("restore", "info@contoso.com", "--yes")
    # 7: some of the sample mailboxes are traps, which the service refuses.
    run("remove-license", "--all-removable", "--yes", "--max", "500", ends_in=(0, 7))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


port = free_port()
prism = subprocess.Popen(
    [prism_program, "mock", slice_file, "--errors", "--host", "127.0.0.1", "--port", str(port)],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)


def judged(method, target, headers=None, body=None):
    """What Prism holds against a request; nothing when it is in order."""
    kept = {name: value for name, value in (headers or {}).items() if name.lower() in ("content-type", "consistencylevel")}
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    there.request(method, target, body=body, headers=kept)
    answer = there.getresponse()
    text = answer.read().decode()
    there.close()
    if answer.status < 400:
        return None
    return answer.getheader("sl-violations") or f"{answer.status} {text}"


def up():
    for _ in range(600):
        try:
            judged("GET", "/v1.0/organization")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("prism did not come up within a minute")


@tap.check("prism refuses what is wrong, so that its silence means something")
def _():
    up()
    for method, target, body in [
        ("GET", "/v1.0/users?$top=1000", None),
        ("GET", "/v1.0/users?$select=nothingLikeIt", None),
        ("GET", "/v1.0/nothing", None),
        ("POST", "/v1.0/users/a/assignLicense", json.dumps({"addLicenses": [], "removeLicenses": ["no id"]})),
        ("POST", "/v1.0/users/a/assignLicense", json.dumps({"removeLicenses": []})),
    ]:
        found = judged(method, target, {"content-type": "application/json"}, body)
        assert found, f"{method} {target} {body} was taken"


def single(method, target, headers, body):
    """A request, or those inside of a batch."""
    if urllib.parse.urlsplit(target).path != "/v1.0/$batch":
        return [(method, target, headers, body)]
    inner = json.loads(body)["requests"]
    assert 0 < len(inner) <= 20, f"a batch of {len(inner)}"
    return [
        (one["method"], f"/v1.0{one['url']}", one.get("headers", {}), json.dumps(one["body"]) if "body" in one else None)
        for one in inner
    ]


def operation(method, target):
    """The operation of the slice that a request is, and the names of its query options."""
    path = urllib.parse.unquote(urllib.parse.urlsplit(target).path)
    for template, methods in paths.items():
        pattern = re.sub(r"\\\{[^{}]*\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in methods:
            known = methods[method.lower()]["parameters"]
            return f"{method} {template}", {one["name"] for one in known if one["in"] == "query"}
    return f"{method} {path}", set()


# The file of a report is somewhere else, by the address that Graph gave; no token may go there.
files = [request for request in asked if urllib.parse.urlsplit(request[1]).path.startswith("/data/download/")]
asked = [request for request in asked if request not in files]


@tap.check("no token goes along when the file of a report is fetched")
def _():
    assert files, "no report was read"
    for _, target, headers, _ in files:
        assert not any(name.lower() == "authorization" for name in headers), target


# Text is read from the address, so what came percent-encoded goes on so.
found = collections.defaultdict(list)
for request in asked:
    for method, target, headers, body in single(*request):
        name, options = operation(method, target)
        used = {key for key, _ in urllib.parse.parse_qsl(urllib.parse.urlsplit(target).query)}
        wrong = judged(method, urllib.parse.quote(target, safe="/?&=%$'(),:+;@"), headers, body)
        if not wrong and used - options:
            wrong = f"options that the operation does not have: {used - options}"
        found[name].append((target, wrong))

for name, requests in sorted(found.items()):

    @tap.check(f"{name}: {len(requests)} requests are in order")
    def _(requests=requests):
        wrong = [f"{target}: {why}" for target, why in requests if why]
        assert not wrong, "\n".join(wrong[:5])


@tap.check("the job asked many kinds of things, writes among them")
def _():
    assert len(found) >= 8, sorted(found)
    assert any(name.endswith("/assignLicense") for name in found), sorted(found)


prism.terminate()
tap.done()
