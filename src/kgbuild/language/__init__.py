"""Articles to parses: the only room that knows a parser."""
