"""The SPARQL endpoint: the recorded graph on HTTP, read only, with every query bounded in a process that can be ended."""
