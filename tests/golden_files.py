"""What a command printed and the file that says how it should read: equal, or written anew with RENEW_GOLDEN=1."""

from __future__ import annotations

import json
import os
from typing import Any

import msgspec

from sample_reports import ROOT


def check_golden(name: str, told: str) -> None:
    """Compare with tests/golden/NAME."""
    golden = ROOT / "tests" / "golden" / name
    if os.environ.get("RENEW_GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8"), "look at the change; RENEW_GOLDEN=1 writes it"


def check_schema(record: type, name: str) -> dict[str, Any]:
    """The JSON Schema of a record, which is that of the file but for descriptions: fields are added, not dropped."""
    schema = msgspec.json.schema(record)
    check_golden(name, json.dumps(_drop_descriptions(schema), indent=1, sort_keys=True) + "\n")
    return schema


def _drop_descriptions(node: Any) -> Any:
    """Python 3.13 indents docstrings otherwise."""
    if isinstance(node, dict):
        return {
            key: _drop_descriptions(value)
            for key, value in node.items()
            if not (key == "description" and isinstance(value, str))
        }
    return [_drop_descriptions(one) for one in node] if isinstance(node, list) else node
