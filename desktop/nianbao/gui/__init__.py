"""How a report is shown: the only package that imports Qt."""
