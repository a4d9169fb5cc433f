"""Tools for agents: rows of the operations table, spoken as MCP, over HTTP at ``/mcp`` and over stdio."""
