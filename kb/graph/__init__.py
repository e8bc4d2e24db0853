"""The only place that knows RDF libraries: files in, records and query results out."""
