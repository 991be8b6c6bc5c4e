"""What a worker process can't do: memory, time and connections are taken away by the system, not by good manners."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_MACHINES = {
    # AUDIT_ARCH; the numbers of socket, connect, execve, execveat, io_uring_setup
    "x86_64": (0xC000003E, (41, 42, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 425)),
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_OTHER_ABI = 0x40000000


def forbid_connections() -> bool:
    """Let this process open no socket and start no program from now on; False where the system can't do that.

    Call it before threads are started: it holds for the calling thread and those that it starts.
    """
    if not sys.platform.startswith("linux") or platform.machine() not in _MACHINES:
        return False
    program = _compile(*_MACHINES[platform.machine()])
    code = ctypes.create_string_buffer(program)
    table = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code)))
    call = ctypes.CDLL(None, use_errno=True).prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    call.restype = ctypes.c_int
    return bool(
        call(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and call(_SECCOMP, _FILTER, ctypes.addressof(table), 0, 0) == 0
    )


def _compile(machine: int, calls: tuple[int, ...]) -> bytes:
    """A filter of system calls in BPF: refuse these, refuse those of another ABI, allow the rest."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(calls) + 2, machine), (_LOAD, 0, 0, 0)]
    steps.append((_AT_LEAST, len(calls), 0, _OTHER_ABI))
    steps += [(_EQUAL, len(calls) - place - 1, 0, number) for place, number in enumerate(calls)]
    steps[-1] = (_EQUAL, 0, 1, calls[-1])
    steps += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def limit_memory(size: int) -> None:
    """Let this process take `size` bytes beyond what it has; where the system knows no such limit nothing happens."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        taken = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:"))
        resource.setrlimit(resource.RLIMIT_DATA, (taken + size, taken + size))
    except (OSError, ValueError, StopIteration):
        pass


def limit_time(seconds: float) -> None:
    """End this process after so long; 0 takes the limit back. For the case that nobody is left to stop it."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def read_processor_time(pid: int | None) -> float:
    """Seconds of a processor that a process has used; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def silence() -> None:
    """Send what libraries print nowhere: what the engine says when memory runs out is for nobody's terminal."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for place in (0, 1, 2):
        os.dup2(nowhere, place)
    os.close(nowhere)
