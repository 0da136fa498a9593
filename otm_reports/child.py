"""Work that may die → a process of its own, with limits of time and memory: a notebook outlives any workbook."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from otm_reports.errors import RegisterError

#: Contract 3: what one file may take.
SECONDS = 10.0
MOST_MEMORY = 500 * 2**20
#: A machine under load takes its time to start a process; that is no fault of a file.
_START_SECONDS = 120.0
_LENGTH = 8
#: The child finds what the parent finds, whatever its environment: it is given the parent's own search path, and neither
#: runs the parent's script again (as multiprocessing would) nor looks into the working directory.
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[3:]; from otm_reports import child, sheets; "
    "child.serve(sheets.read_here, int(sys.argv[1]), float(sys.argv[2]))"
)


class Child:
    """One process that reads one file after another; started when first needed, and anew after a death.

    Not for two threads at once: each run has its own.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MOST_MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the process end."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(OSError):  # what was not written yet cannot be written any more
                    stream.close()

    def run(self, path: str, *task: object) -> Any:  # noqa: ANN401 - what the function answers
        """Do one piece of work there.

        Args:
            path: The file it is about, for the refusal.
            *task: What the function there is called with.

        Raises:
            RegisterError: The function refused the file, or it took too long, too much memory, or the process died
                (``file-too-large``, ``file-unsafe``).
        """
        process = self._process or self._start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(self.seconds, stop)
        watch.start()
        try:
            _send(process.stdin, task)
            told, answer = _receive(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as problem:
            self.close()
            if late.is_set():
                raise RegisterError("file-too-large", path, detail=f"{self.seconds:g} s") from problem
            raise RegisterError("file-unsafe", path, detail=f"reader stopped: {process.returncode}") from problem
        except BaseException:
            self.close()  # stopped by a person: an answer half read is nobody's
            raise
        finally:
            watch.cancel()
        if told == "memory":
            self.close()  # what is left of its memory is of no use to the next file
            raise RegisterError("file-too-large", path, detail=f"{self.memory // 2**20} MB")
        if told == "refused":
            code, params = answer
            raise RegisterError(code, path, **params)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        home = str(Path(__file__).resolve().parent.parent)
        search = [home, *(os.path.abspath(entry) for entry in sys.path if isinstance(entry, str) and entry)]  # noqa: PTH100 - a link in it stays
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-I", "-S", "-c", _PROGRAM, str(self.memory), str(self.seconds), *search],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        watch = threading.Timer(_START_SECONDS, process.kill)
        watch.start()
        try:
            _receive(process.stdout)
        except (OSError, EOFError) as problem:
            process.kill()
            process.wait()
            raise RegisterError("file-unsafe", "", detail=f"{sys.executable}: {process.returncode}") from problem
        finally:
            watch.cancel()
        self._process = process
        return process


# ── in the child ────────────────────────────────────────────────────────────────────────────────────────────────────


def serve(work: Callable[..., object], memory: int, seconds: float) -> None:
    """Answer one task after another until the parent lets go.

    Args:
        work: Called with each task.
        memory: Bytes the process may take.
        seconds: Time of the processor one task may take, should the parent be gone.
    """
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints says nothing into the answers
    _limit(memory)
    _send(answers, ("ready", None))
    while True:
        try:
            task = _receive(tasks)
        except EOFError:
            return
        dead = threading.Timer(3 * seconds, os._exit, (1,))
        dead.daemon = True
        dead.start()
        answer: tuple[str, object]
        try:
            answer = ("done", work(*task))
        except RegisterError as problem:
            answer = ("refused", (problem.code, problem.params))
        except (MemoryError, RecursionError):
            answer = ("memory", None)
        except BaseException as problem:  # noqa: BLE001 - a Rust panic is no Exception, and no file may stop the others
            answer = ("refused", ("file-damaged", {"detail": type(problem).__name__}))
        dead.cancel()
        del task
        try:
            _send(answers, answer)
        except MemoryError:
            _send(answers, ("memory", None))


def _limit(memory: int) -> None:
    """No more than so much memory for this process: by the system where it can, else by nobody but the limits on a file."""
    if sys.platform == "win32":
        _limit_on_windows(memory)
        return
    import resource

    with contextlib.suppress(OSError, ValueError):  # macOS knows the limit and may refuse it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_on_windows(memory: int) -> None:
    """A job object that holds this process alone, with a limit on what it may commit."""
    import ctypes

    class Limits(ctypes.Structure):  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION
        _fields_ = (
            ("times", ctypes.c_int64 * 2), ("flags", ctypes.c_uint32), ("working_set", ctypes.c_size_t * 2), ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32), ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t), ("peaks", ctypes.c_size_t * 2),
        )

    extended, process_memory = 9, 0x100
    limits = Limits(flags=process_memory, process_memory=memory)
    with contextlib.suppress(AttributeError, OSError):
        kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - there is none elsewhere, and the type checker knows that
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, extended, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))


# ── between them ────────────────────────────────────────────────────────────────────────────────────────────────────


def _send(stream: IO[bytes] | None, message: object) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    if stream is None:
        raise EOFError
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> Any:  # noqa: ANN401 - whatever the other end sent
    head = stream.read(_LENGTH) if stream else b""
    if stream is None or len(head) < _LENGTH:
        raise EOFError
    length = int.from_bytes(head, "big")
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return pickle.loads(content)  # noqa: S301 - our own two processes over a pipe of their own; no file is ever unpickled
