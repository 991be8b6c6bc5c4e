"""The SPARQL endpoint: a graph directory in, answers over HTTP out, each question in a process that can be stopped."""
