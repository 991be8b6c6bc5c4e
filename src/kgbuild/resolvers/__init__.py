"""Words to values: actors, places, dates, quantities."""
