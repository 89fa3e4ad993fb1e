"""W: the words of the report, a module for each thing that is looked at."""
