"""Reads figures with the tools that FastMCP makes of the description: FILE HOME."""

import asyncio
import json
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
from fastmcp import Client, FastMCP

WANTED = ["eq", "about"]


async def main(file, home):
    """Read figures in each way that the description offers."""
    description = json.loads(Path(file).read_text())
    async with httpx2.AsyncClient(base_url=home) as http:
        server = FastMCP.from_openapi(description, client=http)
        async with Client(server) as client:
            await read(client)


async def read(client):
    """Ask the tools."""

    async def ask(tool, **arguments):
        return (await client.call_tool(tool, arguments)).structured_content

    figures = await all_figures(ask)
    some = (await ask("list_observations", comparator=WANTED, limit=1000))["results"]
    among = [one["id"] for one in figures if one["comparator"] in WANTED]
    assert [one["id"] for one in some] == among
    one = await ask("read_observation", id="awol-2023-s1")
    assert (one["value"], one["value_digits"]) == (2076, "2076")
    summed = await ask(
        "total_observations", measure=["desertion-requests"], value__in=["305", "577"]
    )
    assert summed["total"]["value"] == 882
    assert summed["total"]["caveats"]
    past = await ask("read_observation_history", id=one["id"])
    assert past["versions"][-1]["record"]["statement"] == one["statement"]
    releases = await ask("list_releases")
    assert releases["results"][0]["number"] == 1
    found = await ask("search", q="2,076 cases of desertion")
    assert found["hits"][0]["id"] == one["id"]
    refused = await client.call_tool(
        "list_observations", {"measure": ["nosuch"]}, raise_on_error=False
    )
    assert refused.is_error
    assert "measure" in refused.content[0].text
    tools = await client.list_tools()
    print(f"{len(tools)} tools, {len(figures)} figures, of which one:")
    print(one["statement"], one["caveats"][0]["text"], sep="\n")


async def all_figures(ask):
    """Return the figures of all pages."""
    figures, further = [], {}
    while True:
        page = await ask("list_observations", limit=50, count="exact", **further)
        figures += page["results"]
        if page["next"] is None:
            assert len({one["id"] for one in figures}) == len(figures) == page["count"]
            return figures
        further = {"cursor": parse_qs(urlsplit(page["next"]).query)["cursor"][0]}


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
