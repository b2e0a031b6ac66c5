"""For AI assistants, over the Model Context Protocol: cited answers instead of remembered ones. `nizam mcp` runs it.

tools.py    what an assistant may ask, and how the answer is cut to what it needs
server.py   the protocol: tools and resources, over stdio or HTTP
"""
