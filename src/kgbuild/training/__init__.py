"""The small model: annotated reports in, weights and a report on them out. Needs the extra `train`."""
