"""The child's side of the pipe."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from paper_samples import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

Child = subprocess.Popen[bytes]


@pytest.fixture
def child() -> Iterator[Child]:
    """Give a child of its own, ended afterwards."""
    command = [sys.executable, "-m", "bot.receipts.child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


def ask(child: Child, content: bytes, **job: Any) -> list[dict[str, Any]]:
    """Return the answers to a job."""
    assert child.stdin
    usual: dict[str, Any] = {"name": None, "attempt": 1, "start": 0, "end": None, "seconds": 20, "looks": []}
    header = json.dumps({**usual, **job, "size": len(content)}).encode()
    child.stdin.write(struct.pack(">I", len(header)) + header + content)
    child.stdin.flush()
    answers = []
    while answer := _frame(child):
        answers.append(json.loads(answer))
    return answers


def _frame(child: Child) -> bytes:
    assert child.stdout
    return child.stdout.read(struct.unpack(">I", child.stdout.read(4))[0])


def test_one_child_answers_job_after_job(child: Child) -> None:
    assert ask(child, b"Subject: uno\n\nx", job="headers")[0]["mail"]["subject"] == "uno"
    assert ask(child, b"Subject: dos\n\nx", job="mail")[1]["document"]["name"] == "cuerpo.txt"


def test_the_headers_alone_load_no_heavy_library(child: Child) -> None:
    ask(child, b"Subject: uno\n\nx", job="headers")

    with open(f"/proc/{child.pid}/maps") as maps:  # noqa: PTH123 - a file of the kernel
        loaded = maps.read()
    assert "onnxruntime" not in loaded
    assert "cv2" not in loaded
    assert "pdfium" not in loaded


def test_the_end_of_stdin_ends_the_child(child: Child) -> None:
    """B17: when the bot is killed, its children leave."""
    ask(child, b"\n\n", job="headers")
    assert child.stdin

    child.stdin.close()

    assert child.wait(timeout=10) == 0


def test_a_killed_bot_leaves_no_child_behind() -> None:
    """B17: kill -9 of the bot while its child waits for work."""
    code = "from bot.receipts.worker import Worker; w = Worker(); print(w.pid, flush=True); input()"
    bot = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert bot.stdout
    pid = int(bot.stdout.readline())

    bot.send_signal(signal.SIGKILL)
    bot.communicate()

    for _ in range(100):
        if not _lives(pid):
            break
        time.sleep(0.1)
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as state:  # noqa: PTH123 - a file of the kernel
            return state.read().split(") ")[1][0] != "Z"
    except OSError:
        return False


ARCHIVE = zipped(("uno.txt", b"Referencia 1"), ("dos.txt", b"Referencia 2"), ("tres.txt", b"Referencia 3"))


def _flags(answers: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    documents = [answer["document"] for answer in answers if "document" in answer]
    return [(document["name"], document["flags"]) for document in documents]


def test_time_that_is_up_leaves_the_rest_unread(child: Child) -> None:
    answers = ask(child, b"Subject: uno\n\nx", job="mail", seconds=-1)

    assert _flags(answers) == [("cuerpo.txt", ["not_read"])]


def test_a_child_can_go_on_where_another_ended(child: Child) -> None:
    """B17: what another child told already is not read again."""
    answers = ask(child, ARCHIVE, job="file", name="a.zip", start=1)

    assert _flags(answers) == [("dos.txt", []), ("tres.txt", [])]


def test_a_file_that_survived_no_attempt_is_not_opened_again(child: Child) -> None:
    """B83."""
    answers = ask(child, ARCHIVE, job="file", name="a.zip", start=1, end=2, attempt=4)

    assert _flags(answers) == [("dos.txt", ["corrupt"])]
