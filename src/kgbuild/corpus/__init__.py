"""Annotated reports: sheets that people write and read in, reports with marks at offsets out."""

from kgbuild.corpus.marks import AttributionMark, EventMark, MarkedReport, Role
from kgbuild.corpus.sheet import read_sheet

__all__ = ["AttributionMark", "EventMark", "MarkedReport", "Role", "read_sheet"]
