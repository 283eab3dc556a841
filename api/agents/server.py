"""The MCP server: the tools over stdio, or over HTTP on the loopback address."""

import anyio
import uvicorn
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, ListToolsResult, TextContent, ToolAnnotations
from mcp.types import Tool as Described

from datasets.interchange.entry import NAME, WHAT

from . import tools

HOST, PATH = "127.0.0.1", "/mcp"
LAW = (
    "No number goes without its caveats. Whoever repeats a figure from here repeats its statement, "
    "who counted, the unit, the period, which way it is likely wrong, and its caveats. A figure "
    "that counts cases says nothing of persons. Where no figure counts what is asked, say so, and "
    "give what was counted instead. Addresses that begin with / are those of this service."
)


def made():
    """Return the server."""
    return Server(
        NAME,
        version=settings.VERSION,
        instructions=f"{WHAT} {LAW}",
        on_list_tools=listed,
        on_call_tool=_called,
    )


def serve_stdio():
    """Serve until standard input ends; nothing but the protocol goes to standard output."""
    anyio.run(_stdio)


def serve_http(socket):
    """Serve on a socket that is bound, until the process is told to end."""
    port = socket.getsockname()[1]
    hosts = [f"{name}:{port}" for name in (HOST, "localhost")]
    security = TransportSecuritySettings(
        allowed_hosts=hosts, allowed_origins=[f"http://{host}" for host in hosts]
    )
    app = made().streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=security,
        host=HOST,
    )
    uvicorn.Server(uvicorn.Config(app, log_config=None)).run(sockets=[socket])


async def _stdio():
    server = made()
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


async def listed(context, params):
    return ListToolsResult(
        tools=[
            Described(
                name=tool.name,
                description=tool.description,
                input_schema=tool.schema,
                annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
            )
            for tool in tools.TOOLS.values()
        ]
    )


async def _called(context, params):
    text, refused = await _answer(params.name, params.arguments or {})
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=refused)


@sync_to_async(thread_sensitive=False)
def _answer(name, arguments):
    """Answer in a thread: the database may not be asked in the event loop."""
    try:
        return tools.call(name, arguments)
    finally:
        connections.close_all()
