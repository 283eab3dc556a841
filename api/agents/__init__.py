"""What language models ask: five tools of an MCP server, answered in words by our own API."""
