"""W: the words of the report."""
