"""Articles to statements in words: one extractor a file or package."""
