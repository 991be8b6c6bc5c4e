"""Gold files and statements to scores."""
