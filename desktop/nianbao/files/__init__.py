"""How a report is kept: bytes in, core objects out; no Qt."""
