"""The job through msgraph-sdk the way its samples do it: all users page by page, then mailbox by mailbox.

Arguments: a connect file (over TLS), a file with object ids of mailboxes, one a line, and the number of pages after
which to stop. Prints one line of JSON.
"""

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

from azure.identity import ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.users.users_request_builder import UsersRequestBuilder

with open(sys.argv[1], encoding="utf-8") as file:
    connect = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    mailboxes = file.read().split()
most_pages = int(sys.argv[3])

graph = connect["graph"].rstrip("/")
host = urlsplit(graph).netloc
credential = ClientSecretCredential(
    connect["tenantId"],
    connect["clientId"],
    connect["clientSecret"],
    authority=connect["authority"].rstrip("/"),
    disable_instance_discovery=True,
)
provider = AzureIdentityAuthenticationProvider(
    credential,
    scopes=["https://graph.microsoft.com/.default"],
    allowed_hosts=[host, host.partition(":")[0]],
)
adapter = GraphRequestAdapter(provider)
adapter.base_url = f"{graph}/v1.0"
client = GraphServiceClient(request_adapter=adapter)


async def all_users():
    """The sample of the library's page about paging; answers how many users and pages."""
    query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(
        select=["id", "displayName", "userPrincipalName", "accountEnabled", "assignedLicenses"]
    )
    page = await client.users.get(RequestConfiguration(query_parameters=query))
    users, requests = len(page.value), 1
    while page.odata_next_link and requests < most_pages:
        page = await client.users.with_url(page.odata_next_link).get()
        users, requests = users + len(page.value), requests + 1
    return users, requests


def peak_bytes():
    """Of this program alone: Linux's `ru_maxrss` begins with what its parent had."""
    with open("/proc/self/status", encoding="ascii") as status:
        (kib,) = (line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(kib) * 1024


async def main():
    start = time.monotonic()
    users, pages = await all_users()
    listed = time.monotonic()
    for mailbox in mailboxes:
        await client.users.by_user_id(mailbox).license_details.get()
    done = time.monotonic()
    told = {
        "users": users,
        "pages": pages,
        "listMillis": round((listed - start) * 1000),
        "mailboxMillis": round((done - listed) * 1000),
        "peakBytes": peak_bytes(),
    }
    print(json.dumps(told))


asyncio.run(main())
