"""The official client drives the server: on stdio, over HTTP, and as the documentation says."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from mcp import Client, StdioServerParameters

from api.agents import server
from api.agents.tools import TOOLS

from .serving import database_url
from .test_docs import blocks, code
from .world import World

ROOT = Path(settings.BASE_DIR)
MANAGE = str(ROOT / "manage.py")
MODES = ("auto", "legacy")
HIDDEN = "Nests behind the reeds cannot be seen."
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a test", "version": "1"},
    },
}


def environment():
    """Return the environment of a process that reads the database of the tests."""
    return {**os.environ, "DATABASE_URL": database_url()}


def free_port():
    """Return a port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def driven(where, mode="auto"):
    """Return what the official client is told: (instructions, tools, an answer, a refusal).

    A client of an older protocol is ``legacy``.
    """

    async def drive():
        async with Client(where, mode=mode, read_timeout_seconds=30) as client:
            listed = await client.list_tools()
            asked = [
                client.call_tool("find_claim", {"q": "41 nests"}),
                client.call_tool("get_figure", {"id": "nests-2032"}),
            ]
            return client.instructions, listed.tools, *await asyncio.gather(*asked)

    return asyncio.run(drive())


def check(told):
    """Assert that the client was told of the tools, a figure with its doubts, a refusal."""
    instructions, tools, answer, refusal = told
    assert "No number goes without its caveats" in instructions
    assert [tool.name for tool in tools] == [*TOOLS]
    assert not answer.is_error
    (said,) = answer.content
    assert "The bird club counted 41 nests" in said.text
    assert HIDDEN in said.text
    assert refusal.is_error
    assert "nearest: nests-2023" in refusal.content[0].text


@pytest.fixture
def served(transactional_db, remembering):
    """Publish the herons where other threads and processes see them."""
    return remembering(_published)


def _published():
    world = World()
    world.publish()
    return world


def test_the_client_reads_from_the_server_in_one_process(served):
    check(driven(server.made()))


@pytest.mark.slow(reason="starts a process of the server")
@pytest.mark.parametrize("mode", MODES)
def test_the_client_reads_on_stdio_as_the_documentation_configures_it(served, tmp_path, mode):
    (shown,) = [one for one in blocks("docs/api.md") if "mcpServers" in one.text]
    (asked,) = json.loads(shown.text)["mcpServers"].values()
    clone = "/path/to/caveat"
    assert asked["command"] == f"{clone}/.venv/bin/python"
    words = [word.replace(clone, str(ROOT)) for word in asked["args"]]
    started = {"command": sys.executable, "args": words, "env": environment(), "cwd": tmp_path}
    check(driven(StdioServerParameters(**started), mode))


def test_the_client_reads_over_http_until_the_server_is_interrupted(served):
    (line,) = [one for one in code("docs/api.md") if "mcp --http" in one]
    options = line.partition("manage.py ")[2].split()
    assert f"http://{server.HOST}:{options[-1]}{server.PATH}" in code("docs/api.md")
    port, output, told = free_port(), Announced(), []

    def read():
        output.written.wait()
        try:
            told.extend(driven(output.getvalue().split()[-1], mode) for mode in MODES)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    call_command(*options[:-1], str(port), stdout=output)
    reader.join()
    assert output.getvalue() == f"MCP server at http://127.0.0.1:{port}/mcp\n"
    assert len(told) == len(MODES)
    for one in told:
        check(one)


class Announced(StringIO):
    """Standard output that says when something is written to it."""

    def __init__(self):
        super().__init__()
        self.written = threading.Event()

    def flush(self):
        self.written.set()


@pytest.mark.slow(reason="starts a process of the server")
def test_whoever_comes_for_another_host_or_from_another_site_is_refused(served):
    command = [sys.executable, MANAGE, "mcp", "--http", str(port := free_port())]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            url = process.stdout.readline().split()[-1]
            assert asked(url) == 200
            assert asked(url, "Origin: http://evil.example") == 403
            assert asked(url, "Host: evil.example") == 421
            assert asked(url, f"Host: localhost:{port}") == 200
            with pytest.raises(CommandError, match=f"port {port} of 127.0.0.1 .* in use"):
                call_command("mcp", "--http", str(port))
        finally:
            process.terminate()


def asked(url, *headers):
    """Return the status of a POST that begins a session, asked with these headers."""
    words = ["Content-Type: application/json", "Accept: application/json, text/event-stream"]
    options = [word for header in (*words, *headers) for word in ("-H", header)]
    status = ["-s", "-o", os.devnull, "-w", "%{http_code}"]
    command = ["curl", *status, *options, "-d", json.dumps(INITIALIZE), url]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.parametrize("port", ["", "0", "65536", "8o80", "-1", "٨٠"])
def test_what_is_no_port_is_refused_by_name(port):
    with pytest.raises(CommandError, match=f"“{port}” is no port: expected a number from 1 to"):
        call_command("mcp", f"--http={port}")


def test_nothing_but_the_protocol_is_written_to_standard_output(world, monkeypatch):
    asked = json.dumps(INITIALIZE).encode() + b"\n"
    written = BytesIO()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(asked)))
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written))
    call_command("mcp")
    (line,) = written.getvalue().splitlines()
    assert json.loads(line)["result"]["serverInfo"]["name"] == "Caveat"


@pytest.mark.slow(reason="starts a process of the server")
def test_a_server_on_a_database_without_releases_says_that_nothing_is_published(transactional_db):
    async def drive():
        words = StdioServerParameters(
            command=sys.executable, args=[MANAGE, "mcp"], env=environment()
        )
        async with Client(words, read_timeout_seconds=30) as client:
            return await client.call_tool("find_claim", {"q": "41 nests"})

    assert asyncio.run(drive()).content[0].text == "Nothing has been published here yet."


def test_the_tools_are_told_in_few_words_and_only_read():
    tools = asyncio.run(server.listed(None, None)).tools
    assert sum(len(tool.model_dump_json()) for tool in tools) < 7_000
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.input_schema["type"] == "object"
        for name, schema in tool.input_schema["properties"].items():
            assert schema["description"].endswith("."), f"{tool.name}: {name}"


def test_every_tool_has_its_line_in_the_documentation():
    told = re.findall(r"^\| `([a-z_]+)` \| ", told_of_models(), re.MULTILINE)
    assert told == [*TOOLS]


def told_of_models():
    """Return the section of the documentation on language models."""
    text = (ROOT / "docs/api.md").read_text()
    return text.partition("\n## For language models\n")[2].partition("\n## ")[0]


def test_no_other_process_imports_the_sdk():
    imports = (
        "import sys, django; django.setup(); import project.wsgi, api.urls, project.urls; "
        "from django.core.management import call_command; call_command('check'); "
        "print({'mcp', 'pydantic', 'uvicorn'} & {*sys.modules})"
    )
    settings_of = {**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings"}
    command = [sys.executable, "-W", "ignore", "-c", imports]
    done = subprocess.run(
        command, cwd=ROOT, env=settings_of, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"
