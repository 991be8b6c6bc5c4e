"""Bytes of an export in, files out: all of them or none.

Files are written beside their target, checked, flushed to disk and renamed over it, so a failed export leaves what
stood there before. A new folder appears at once; into one that exists each file is renamed in turn, and nothing that
the export did not write is touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import BinaryIO, Self

from kgbuild.errors import SettingsError

Check = Callable[[BinaryIO], None]
"""Reads a finished file back and raises when it is not what was meant."""


class Output:
    """Where one export lands: a file, a folder, or a stream. A context manager; leaving it without an error commits.

    Args:
        path: the file or folder to make; its parents are made too.
        stream: an open binary stream instead of a path; written as it comes, and never closed.
    """

    def __init__(self, path: Path | None = None, *, stream: BinaryIO | None = None) -> None:
        if (path is None) == (stream is None):
            raise SettingsError("an export goes either to a path or to a stream; give one of them.")
        self.path = path
        self.stream = stream
        self.notes: list[str] = []
        """What a person should know about the export: what was left out, and why; one sentence each, no full stop."""
        self._files: dict[str, Path] = {}
        self._part: Path | None = None

    def __enter__(self) -> Self:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._part = self.path.parent / f".{self.path.name}.{os.getpid()}.part"
            rmtree(self._part, ignore_errors=True)
            self._part.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            if self._part is not None:
                rmtree(self._part, ignore_errors=True)

    @contextmanager
    def open(self, name: str = "", *, check: Check | None = None) -> Iterator[BinaryIO]:
        """The file to write: the target itself, or with a name, that file in the target folder.

        Raises:
            SettingsError: several files were asked of one stream, or the target is of the other kind.
        """
        if self.stream is not None:
            if name:
                raise SettingsError("this format writes several files; name a folder with -o instead of '-'.")
            yield self.stream
            self.stream.flush()
            return
        assert self.path is not None
        assert self._part is not None
        if not name and self.path.is_dir():
            raise SettingsError(f"{self.path} is a folder; this format writes one file, so name one in it with -o.")
        if name and self.path.exists() and not self.path.is_dir():
            raise SettingsError(f"{self.path} is a file; this format writes a folder, so name another with -o.")
        part = self._part / (name or "file")
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if check is not None:
            with part.open("rb") as file:
                check(file)
        self._files[name] = part

    def _commit(self) -> None:
        if self.path is None or self._part is None or not self._files:
            return
        if "" in self._files:
            self._files[""].replace(self.path)
        elif not self.path.exists():
            self._part.rename(self.path)
        else:
            for name, part in sorted(self._files.items()):
                part.replace(self.path / name)
        _sync_folder(self.path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last; where folders can't be opened (Windows) the rename has to do."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
