"""Schemathesis attacks the embedded tenant with the OpenAPI slice: no server error, no status, type or shape of an
answer that the slice does not know. Arguments: the slice, then schemathesis itself."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree

import plain
import tap

# Each operation gets so many made-up requests beside those at the edges of its parameters.
EXAMPLES = "40"
# The same requests each time; another number to look further.
SEED = os.environ.get("JUDGE_SEED", "1")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

slice_file, schemathesis = sys.argv[1:]
with open(slice_file, encoding="utf-8") as file:
    slice_ = json.load(file)

# Half of the ids exist, so that not every request asks for nothing.
known = {
    "user-id": [row["id"] for row in plain.get("/users?$top=20&$select=id")["value"]],
    "group-id": [row["id"] for row in plain.get("/groups?$top=10&$select=id")["value"]],
    "subscribedSku-id": [row["id"] for row in plain.get("/subscribedSkus")["value"]],
    "subscription-id": [row["id"] for row in plain.get("/directory/subscriptions")["value"]],
}
known["member-id"] = known["user-id"]
operations = []
for path, methods in slice_["paths"].items():
    for method, operation in methods.items():
        operations.append(f"{method.upper()} {path}")
        for parameter in operation["parameters"]:
            ids = known.get(parameter["name"])
            if parameter["in"] == "path" and ids:
                parameter["schema"] = {"anyOf": [{"type": "string", "enum": ids}, parameter["schema"]]}
with open("slice.json", "w", encoding="utf-8") as file:
    json.dump(slice_, file)

ran = subprocess.run(
    [
        *(schemathesis, "run", "slice.json", "--url", plain.graph),
        *("--header", f"Authorization: Bearer {plain.token()}"),
        *("--tls-verify", plain.connect["caFile"]),
        *("--checks", CHECKS, "--phases", "coverage,fuzzing", "--max-examples", EXAMPLES, "--seed", SEED),
        *("--report", "junit", "--report-junit-path", "report.xml"),
    ],
    stdout=subprocess.PIPE,
    stderr=subprocess.STDOUT,
    text=True,
)

cases = {}
if os.path.exists("report.xml"):
    for case in xml.etree.ElementTree.parse("report.xml").iter("testcase"):
        wrong = [part.text or part.get("message") or "" for part in case if part.tag in ("failure", "error")]
        cases.setdefault(case.get("name"), []).extend(wrong)
for operation in operations:

    @tap.check(f"{operation} stands up to {EXAMPLES} requests and those at the edges")
    def _(operation=operation):
        assert operation in cases, f"schemathesis did not try it:\n{ran.stdout[-2000:]}"
        assert not cases[operation], "\n".join(cases[operation])


@tap.check("schemathesis itself found nothing and ended well")
def _():
    assert ran.returncode == 0, ran.stdout[-6000:]


tap.done()
