"""Mails in Debian's dovecot -> how many a second are stored and decided, and how soon a live one is answered.

    .venv/bin/python -m benchmarks.throughput store --mails 10000
    .venv/bin/python -m benchmarks.throughput decide --mails 200
    .venv/bin/python -m benchmarks.throughput decide --mails 200 --one-look
    .venv/bin/python -m benchmarks.throughput live --mails 30
    .venv/bin/python -m benchmarks.throughput live --mails 20 --photo
    .venv/bin/python -m benchmarks.throughput backlog --mails 10000 --live 180
    .venv/bin/python -m benchmarks.throughput backlog --mails 10000 --live 180 --burst

Every mail is a text PDF of 2 kB, or a photo of a receipt on a table, from a customer with a slip of his own. A backlog
has waited for two hours; a burst arrives just as the bot starts. `live` and `backlog` run the whole bot in a
process of its own, with IDLE; the clock stops when the SMTP server has taken the activation letter.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "faults")]

import lives  # noqa: E402
import mail_servers  # noqa: E402
import mornings  # noqa: E402
from fault_mails import MAIN, Posted, paid  # noqa: E402
from houses import environment  # noqa: E402
from outside import Outside  # noqa: E402
from story_samples import Attached, mail, receipt  # noqa: E402
from stream import Watch  # noqa: E402

from bot import clock, engine  # noqa: E402
from bot.demo import camera, papers  # noqa: E402
from bot.receipts import read  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.demo.server import Sent


class Servers:
    """Dovecot for what comes, and our own server for what goes."""

    host = "127.0.0.1"

    def __init__(self, imap: mail_servers.Dovecot, smtp: Outside) -> None:
        """Take both, running."""
        self.imap, self.smtp = imap, smtp
        self.imap_port, self.smtp_port, self.users = imap.imap_port, smtp.smtp_port, imap.users

    @property
    def outbound(self) -> list[Sent]:
        """Return what was sent."""
        return self.smtp.outbound

    def deliver(self, address: str, raw: bytes, folder: str = "INBOX") -> None:
        """Append a mail."""
        self.imap.deliver(address, raw, folder)


@dataclass(frozen=True)
class Setting:
    """Servers, a database with a slip for each mail, and the mails."""

    servers: Servers
    life: lives.Life
    posted: list[Posted]

    def lay(self, some: list[Posted], waited: float = 7200) -> None:
        """Lay mails into the inbox as files, as a mail server that has them since so many seconds."""
        folder = self.servers.imap.folder / "mail" / MAIN
        self.servers.deliver(MAIN, some[0].raw)  # makes the folder
        waited_since = clock.now().timestamp() - waited
        for number, one in enumerate(some[1:]):
            file = folder / "new" / f"{1_760_000_000 + number}.M{number}P1.bench"
            file.write_bytes(one.raw)
            os.chown(file, folder.stat().st_uid, folder.stat().st_gid)
            os.utime(file, (waited_since, waited_since))


def mailed(count: int, *, photo: bool = False) -> tuple[list[tuple[str, str, int]], list[Posted]]:
    """Return slips and the text PDFs, or photos, that pay them."""
    slips, posted = [], []
    for number in range(count):
        reference, sender = f"{200_000 + 7 * number}", f"c{number}@cliente-{number}.example"
        amount = 50_000 + 100 * (number % 977)
        slips.append((reference, sender, amount))
        paper = (
            photographed(amount, reference, number) if photo else receipt(paid(amount, reference, number), "pago.pdf")
        )
        posted.append(Posted(MAIN, mail(paper, sender=sender)))
    return slips, posted


def photographed(amount: int, reference: str, serial: int) -> Attached:
    """Return a photo of a bank's receipt that lies on a table."""
    at = clock.now().astimezone(ZoneInfo("America/Mexico_City"))
    payment = papers.Payment(
        "Ana Ruiz", amount, at, f"VALLE{at:%y%m%d}{serial:08d}", f"{serial:07d}", reference, "Pago"
    )
    return Attached("foto.jpg", camera.photographed(papers.valle(payment, "png"), seed=serial))


@contextmanager
def setting(count: int, *, photo: bool = False) -> Iterator[Setting]:
    """Yield everything, on the disk of the temporary folder."""
    slips, posted = mailed(count, photo=photo)
    with (
        tempfile.TemporaryDirectory(prefix="comprobot-bench-") as name,
        mail_servers.run_dovecot() as dovecot,
        Outside(clock.now()) as smtp,
    ):
        folder = Path(name)
        mornings.template(folder / "comprobot.db", slips)
        servers = Servers(dovecot, smtp)
        own = {f"COMPROBOT_{key}": value for key, value in lives.LIBERAL.items()} | {
            "COMPROBOT_INBOXES__comprobantes__INTERVAL_SECONDS": "60"
        }
        life = lives.Life(f"sqlite:///{folder / 'comprobot.db'}", environment(servers) | own, told=folder / "ready")
        yield Setting(servers, life, posted)


def store(count: int) -> None:
    """Print how fast one poll keeps all that waits."""
    with setting(count) as at:
        at.lay(at.posted)
        built = lives.housed(at.life, clock.now)
        polled = next(one for one, _ in built.inboxes() if one.name == "comprobantes")
        begun = time.monotonic()
        clock.look(built.corridor, polled)
        seconds = time.monotonic() - begun
        kept = Watch(at.life.url).kept()
        print(f"stored {kept} of {count} in {seconds:.1f} s: {kept / seconds:.0f} a second")
        built.close()


def decide(count: int, threads: int, *, one_look: bool) -> None:
    """Print how fast kept mails are decided, each read once or its deciding boxes once more."""
    if one_look:
        vars(read)["looks"] = lambda _receipt: ()
    with setting(count) as at:
        at.lay(at.posted)
        built = lives.housed(at.life, clock.now)
        clock.look(built.corridor, next(one for one, _ in built.inboxes() if one.name == "comprobantes"))
        workers = built.engine(("mail",))
        with engine.alone(built.db):
            begun, used = time.monotonic(), sum(os.times()[:4])
            workers.start(threads)
            while Watch(at.life.url).left_of("mail"):
                time.sleep(0.1)
            seconds = time.monotonic() - begun
            workers.stop()
        looked = "without" if one_look else "with"
        print(f"decided {count} in {seconds:.1f} s: {count / seconds:.1f} a second {looked} the second look")
        built.close()
        print(f"{(sum(os.times()[:4]) - used) / count:.3f} s of a processor each, the start of the child included")
        _print_load()


@dataclass
class Answers:
    """When the activation letter of each customer was taken."""

    smtp: Outside

    def wait_for(self, senders: dict[str, float], within: float) -> list[float]:
        """Return the seconds from each delivery to its letter; those that did not come count as `within`."""
        waits: dict[str, float] = {}
        seen, end = 0, time.monotonic() + within
        while len(waits) < len(senders) and time.monotonic() < end:
            for sent in self.smtp.outbound[seen:]:
                seen += 1
                who = sent.recipients[0]
                if who in senders and who not in waits:
                    waits[who] = time.monotonic() - senders[who]
            time.sleep(0.01)
        return [*waits.values(), *([within] * (len(senders) - len(waits)))]


@contextmanager
def running(at: Setting) -> Iterator[None]:
    """Run the bot until left."""
    process = lives.Lives().begin(at.life, lives.live_by_the_clock)
    try:
        yield
    finally:
        process.terminate()
        process.join(30)


def live(count: int, *, photo: bool) -> None:
    """Print how soon a text PDF, or a photo, is answered when nothing else waits."""
    with setting(count, photo=photo) as at, running(at):
        time.sleep(8)
        waits = []
        for number, one in enumerate(at.posted):
            sender = {f"c{number}@cliente-{number}.example": time.monotonic()}
            at.servers.deliver(one.address, one.raw)
            waits += Answers(at.servers.smtp).wait_for(sender, 60)
        _print_waits(waits[1:])  # the first one starts the reading child
        print(f"{Watch(at.life.url).activated()} of {count} were activated")
        _print_load()


def backlog(count: int, seconds: int, *, burst: bool) -> None:
    """Print how soon a live mail is answered each second while `count` wait, and when those are stored."""
    with setting(count + seconds) as at:
        at.lay(at.posted[:count], 0 if burst else 7200)
        senders: dict[str, float] = {}
        found: list[float] = []
        with running(at):
            watch = Watch(at.life.url)
            while not watch.kept():
                time.sleep(0.2)
            begun, stored = time.monotonic(), 0.0
            watcher = threading.Thread(
                target=lambda: found.extend(Answers(at.servers.smtp).wait_for(senders, seconds + 240))
            )
            for number in range(count, count + seconds):
                time.sleep(max(0.0, begun + (number - count) - time.monotonic()))
                senders[f"c{number}@cliente-{number}.example"] = time.monotonic()
                at.servers.deliver(MAIN, at.posted[number].raw)
                if number == count:
                    watcher.start()
                if not stored and number % 5 == 0 and watch.kept() >= count:
                    stored = time.monotonic() - begun
            while not stored and watcher.is_alive():
                time.sleep(1)
                stored = time.monotonic() - begun if watch.kept() >= count else 0.0
            watcher.join()
            left = watch.left()
        print(
            f"{count} waiting were stored in {stored:.0f} s; {left} jobs were left when the last live one was answered"
        )
        _print_waits(found)
        _print_load()


def _print_load() -> None:
    """Say how busy the machine was: with others at work on it, a figure is worth the less."""
    print(f"load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _print_waits(waits: list[float]) -> None:
    ordered = sorted(waits)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{len(waits)} live: p50 {statistics.median(waits):.2f} s, p95 {p95:.2f} s, longest {ordered[-1]:.2f} s")


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["store", "decide", "live", "backlog"])
    parser.add_argument("--mails", type=int, default=200)
    parser.add_argument("--live", type=int, default=60, help="seconds of one live mail a second")
    parser.add_argument("--threads", type=int, default=3)
    parser.add_argument("--photo", action="store_true", help="photos instead of text PDFs (live)")
    parser.add_argument("--one-look", action="store_true", help="without the second look (decide)")
    parser.add_argument("--burst", action="store_true", help="what waits has just arrived (backlog)")
    asked = parser.parse_args()
    if asked.what == "store":
        store(asked.mails)
    elif asked.what == "decide":
        decide(asked.mails, asked.threads, one_look=asked.one_look)
    elif asked.what == "live":
        live(asked.mails, photo=asked.photo)
    else:
        backlog(asked.mails, asked.live, burst=asked.burst)


if __name__ == "__main__":
    main()
