"""Statements to findings: one family of checks a file, all of them run by `check_statements`."""

from __future__ import annotations

from kgbuild.checks._run import check_statements

__all__ = ["check_statements"]
