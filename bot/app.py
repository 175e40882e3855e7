"""Builds everything once: the only file that knows which door stands behind which function."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import clock, failpoints, judging
from bot.access import Access
from bot.activation import builtin
from bot.activation.webhook import WebPanel
from bot.deeds import Deeds
from bot.doors import MailDoors
from bot.engine import Engine, Work, alone
from bot.errors import DoorClosed
from bot.letters import voice
from bot.listening import Listeners
from bot.model import Enclosure
from bot.notices import Notices
from bot.opening import Reception
from bot.outbox import Outbox
from bot.pipeline import Corridor
from bot.polling import Polled
from bot.receipts.reader import Reader
from bot.ruling import Terms
from bot.secretary import Secretary
from bot.settings import InboxSettings, Settings, folder, load
from bot.store import switches
from bot.store.claims import Versions
from bot.store.db import Database
from bot.uploading import Uploading
from bot.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from apscheduler.schedulers.background import BackgroundScheduler
    from starlette.types import ASGIApp

    from bot.desk.office import Office
    from bot.desk.papers import Papers
    from bot.model import Activation, Panel
    from bot.panel.counter import Counter
    from bot.panel.service import Service

_SECOND_THOUGHTS = 30  # seconds in which a person's decision can be undone
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_PATIENCE = 20  # seconds that a person waits for a page of a receipt to be drawn
# B48: 1, 5, 15, 30, 60 minutes, then every two hours until two days have passed
_LETTER_WAITS = (_MINUTE, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR, *(2 * _HOUR,) * 23)


@dataclass(frozen=True)
class House:
    """Everything, built from the settings; nothing is opened before it is asked for."""

    settings: Settings
    templates: Path
    now: Callable[[], datetime] = clock.now
    log: Callable[..., None] = lambda *_, **__: None

    @cached_property
    def db(self) -> Database:
        """Return the database, brought to this version."""
        database = Database(self.settings.database_url.get_secret_value())
        database.migrate()
        return database

    @cached_property
    def reader(self) -> Reader:
        """Return the children that open files; none is started yet."""
        limits = self.settings.reader
        return Reader(workers=limits.workers, wall_seconds=limits.wall_seconds)

    @cached_property
    def corridor(self) -> Corridor:
        """Return the corridor with its doors."""
        return Corridor(
            db=self.db,
            read=self.reader.read,
            look_again=self.reader.look_again,
            activate=self._activate,
            switched=self._switched,
            reception=self._reception(),
            policy=judging.Policy(self.settings.vendor, self.settings.trust, self.settings.tolerance),
            secretary=self._secretary(),
            versions=Versions(f"{version('comprobot')}+{_digest(_thinking())}", _digest(repr(self.settings))),
            now=self.now,
            log=self.log,
            is_shadow=self.is_shadow,
        )

    def engine(self, kinds: tuple[str, ...] = ("mail", "activation", "letter")) -> Engine:
        """Return the workers for these kinds of job; what is switched off in [outgoing] waits (B130)."""
        sends = self.settings.outgoing.reply and not self.is_shadow
        off = {kind for kind, on in (("letter", sends), ("activation", self.activates)) if not on}
        works = {kind: work for kind, work in self._works().items() if kind in kinds and kind not in off}
        return Engine(self.db, works, self.log, switches.held_kinds)

    @property
    def activates(self) -> bool:
        """Return whether panels are switched on at all."""
        return self.settings.outgoing.activate and not self.is_shadow

    @property
    def is_shadow(self) -> bool:
        """Return whether everything is judged and nothing goes out."""
        return self.settings.outgoing.effects == "shadow"

    def _works(self) -> dict[str, Work]:
        corridor = self.corridor
        panel = self.settings.panel
        lease = _MINUTE + timedelta(seconds=3 * panel.timeout_seconds)  # it is asked three times at most
        half_hours = 46 if panel.kind == "webhook" else 10  # our own table fails for other reasons than a night's work
        return {
            "mail": Work(
                corridor.work_mail, corridor.set_mail_aside, 2 * _MINUTE, (_MINUTE / 6, _MINUTE), patient=True
            ),
            "activation": Work(
                corridor.work_activation,
                corridor.doubt_activation,
                lease,
                (_MINUTE, 5 * _MINUTE, *(_HOUR / 2,) * half_hours),
            ),
            "letter": Work(self.outbox.work, self.outbox.give_up, 15 * _MINUTE, _LETTER_WAITS),
        }

    def inboxes(self) -> tuple[tuple[Polled, int], ...]:
        """Return the enabled inboxes, each with its interval in seconds."""
        return tuple((self._polled(inbox), inbox.interval_seconds) for inbox in self.settings.inboxes if inbox.enabled)

    def scheduler(self) -> BackgroundScheduler:
        """Return the clock that polls and sweeps, not yet started."""
        return clock.schedule(self.corridor, self.inboxes(), self.reader.headers, self.outbox.resolve, self.watch())

    @cached_property
    def notices(self) -> Notices:
        """Return who tells the administrator what is wrong with the bot itself."""
        return Notices(self.db, self.corridor.secretary.notice, self.now, self.log, is_silent=self.is_shadow)

    @cached_property
    def outbox(self) -> Outbox:
        """Return the way out."""
        doors = self.mail_doors
        find_sent = doors.find_sent if self.settings.outgoing.lookup_inbox else None
        return Outbox(self.db, doors.send, find_sent, self.notices, self.now, self.log)

    def watch(self) -> Watch:
        """Return who looks at the bot itself, from now on."""
        addresses = {inbox.name: inbox.address for inbox in self.settings.inboxes}
        return Watch(
            db=self.db,
            notices=self.notices,
            inboxes={polled.name: (addresses[polled.name], seconds) for polled, seconds in self.inboxes()},
            breaker_per_hour=self.settings.letters.breaker_per_hour,
            free_disk=self._free_disk,
            zone=self.settings.window.zone,
            now=self.now,
            since=self.now(),
        )

    def _free_disk(self) -> int | None:
        """Return the bytes that are left where the database lies, None when that is another machine."""
        file = self.db.file()
        return shutil.disk_usage(file.resolve().parent).free if file is not None else None

    def listeners(self, wake: Callable[[str], None]) -> Listeners:
        """Return who listens for mail at each inbox that wants it, not yet started."""
        wanted = [self._polled(inbox) for inbox in self.settings.inboxes if inbox.enabled and inbox.idle]
        return Listeners(wanted, wake, self.log)

    def site(self) -> ASGIApp:
        """Return the web application."""
        from bot import windows

        return windows.site(
            self.db,
            self.templates,
            self.settings.vendor,
            self.settings.window,
            address=self.settings.web.address,
            intervals={polled.name: seconds for polled, seconds in self.inboxes()},
            key=self.token_key,
            now=self.now,
            log=self.log,
            office=self._office(),
            opened=self._papers(),
            deeds=self.deeds,
            terms=self.settings.terms,
            send_link=self.access.recover,
            counter=self._counter(),
            service=self._service(),
        )

    @property
    def deeds(self) -> Deeds:
        """Return what staff do at the desk: nothing of it goes out before it can be undone."""
        alone = self.settings.desk.second_person_above
        return Deeds(self.corridor, Terms(timedelta(seconds=_SECOND_THOUGHTS), alone))

    def _papers(self) -> Papers:
        """Return what opens a case's files for staff: a child of their own, so that nobody waits behind the mail."""
        from bot.desk.papers import Papers

        return Papers(self.desk_reader.headers, self.desk_reader.page_image, self.desk_reader.original)

    def _service(self) -> Service:
        """Return what stands behind the pages of a receipt."""
        from bot.panel.service import Service

        return Service(
            receive=self.uploading.receive,
            answer=self.uploading.answer,
            policy=self.settings.letters,
            letters=self.environment,
            manual=self.manual,
            own_manual=self.settings.outgoing.manual_file is not None,
            changes_version=self.settings.panel.kind == "builtin",
        )

    def _counter(self) -> Counter:
        """Return what the pages of the slip ask of the house: customers keep neither the mail nor staff waiting."""
        from bot.panel.counter import WHERE, Counter
        from bot.slips import paper

        panel = self.settings.panel
        inboxes = self.settings.inboxes
        return Counter(
            draw=partial(paper.slip, self.templates),
            read=self.panel_reader.read_file,
            receipts_to=tuple(inbox.address for inbox in inboxes if inbox.enabled and not inbox.bounces),
            where=panel.reference_hint or WHERE,
            bank_hints=tuple(panel.bank_hints.items()),
        )

    @cached_property
    def panel_reader(self) -> Reader:
        """Return the child that reads what customers let fill a form; it starts with the first one."""
        return Reader(workers=1, wall_seconds=_PATIENCE)

    @cached_property
    def desk_reader(self) -> Reader:
        """Return the child that draws pages for staff; it starts with the first one."""
        return Reader(workers=1, wall_seconds=_PATIENCE)

    def _office(self) -> Office:
        """Return what the desk's other pages ask of the house."""
        from bot.desk.office import Office
        from bot.letters import samples
        from bot.settings.view import view
        from bot.web import health

        out, vendor = self.settings.outgoing, self.settings.vendor
        intervals = {polled.name: seconds for polled, seconds in self.inboxes()}
        return Office(
            catalog=self.settings.catalog,
            intervals=intervals,
            complaints=lambda: health.complaints(self.db, intervals, self.now()),
            settings_view=partial(view, self.settings),
            letter_kinds=samples.names([block for _, block in self.settings.letters.blocks]),
            letter_sample=lambda name: samples.letter(
                self.environment, name, vendor=vendor, sender=out.from_address or vendor.sales_address, now=self.now(),
                zone=self.settings.window.zone,
            ),
            is_shadow=self.is_shadow,
            sends=out.reply,
            activates=out.activate,
            disk_free=self._disk_share,
        )  # fmt: skip

    def _disk_share(self) -> float | None:
        """Return the share, 0..1, of the database's disk that is free; None when that is another machine."""
        file = self.db.file()
        if file is None:
            return None
        disk = shutil.disk_usage(file.resolve().parent)
        return disk.free / disk.total

    @cached_property
    def mail_doors(self) -> MailDoors:
        """Return IMAP and SMTP; nothing is opened yet."""
        return MailDoors(self.settings)

    def _polled(self, inbox: InboxSettings) -> Polled:
        return Polled(
            inbox.name,
            partial(self.mail_doors.open_inbox, inbox),
            self.settings.answers_since(inbox),
            inbox.folders,
            inbox.junk,
        )

    def _reception(self) -> Reception:
        for_bounces = frozenset(inbox.name for inbox in self.settings.inboxes if inbox.bounces)
        own = self.settings.vendor.own_addresses
        return Reception(own, self._receivers(), self.settings.window, self.token_key, for_bounces)

    def _receivers(self) -> dict[str, str]:
        return {inbox.name: inbox.authserv_id for inbox in self.settings.inboxes if inbox.authserv_id}

    @property
    def token_key(self) -> bytes:
        """Return the key that signs what must be known again as ours; without one, the database's own address."""
        out = self.settings.outgoing
        return (out.token_key.get_secret_value() or self.settings.database_url.get_secret_value()).encode()

    def _secretary(self) -> Secretary:
        out, vendor = self.settings.outgoing, self.settings.vendor
        domain = out.from_address.rpartition("@")[2] or "comprobot.invalid"
        return Secretary(
            db=self.db,
            environment=self.environment,
            vendor=vendor,
            policy=self.settings.letters,
            window=self.settings.window,
            senders={inbox.name: inbox.address for inbox in self.settings.inboxes if inbox.address},
            default_sender=out.from_address or vendor.sales_address,
            manual=self.manual,
            secret=self.token_key,
            new_id=lambda: f"<{uuid.uuid4().hex}@{domain}>",
            web_address=self.settings.web.address,
            log=self.log,
        )

    @cached_property
    def uploading(self) -> Uploading:
        """Return who takes what customers hand in at their panel."""
        secretary = self.corridor.secretary
        return Uploading(self.db, secretary.default_sender, secretary.new_id, self.now, self.log)

    @cached_property
    def access(self) -> Access:
        """Return who mails customers their way into the panel."""
        vendor, terms, address = self.settings.vendor, self.settings.terms, self.settings.web.address
        new_id = self.corridor.secretary.new_id
        return Access(
            self.db, self.environment, vendor, terms.from_address, address, self.token_key, new_id, self.now, self.log,
            is_silent=self.is_shadow,
        )  # fmt: skip

    @cached_property
    def environment(self) -> Any:
        """Return the jinja2 environment of the letters."""
        from jinja2 import FileSystemLoader

        return voice.environment(FileSystemLoader(self.templates / "mail"))

    def manual(self) -> Enclosure:
        """Return the manual that goes with an activation: the vendor's own file, else the one that is typeset here."""
        own = self.settings.outgoing.manual_file
        if own is not None:
            return Enclosure(own.name, "application/pdf", _read(own))
        return Enclosure("Manual para cambio de version.pdf", "application/pdf", self._typeset_manual)

    @cached_property
    def _typeset_manual(self) -> bytes:
        from bot.slips import paper

        vendor = self.settings.vendor
        return paper.manual(
            self.templates,
            paper.ManualFacts(vendor.brand, vendor.panel_url, vendor.sales_address, vendor.phones),
        )

    def _activate(self, owed: Activation, panel: Panel) -> Panel:
        """Return the panel switched on: the built-in one, or someone else's."""
        failpoints.hit("panel")
        is_other = self.settings.panel.kind == "webhook"
        switched = self._web_panel.activate(owed, panel) if is_other else self._switched(owed, panel)
        failpoints.hit("panel_answered")
        return switched

    def _switched(self, owed: Activation, panel: Panel) -> Panel:
        """Return the panel as it stands once the slip is on, by our own catalog."""
        today = self.now().astimezone(ZoneInfo(self.settings.window.zone)).date()
        sold = {product.code: product for product in self.settings.catalog}
        return builtin.switched_on(panel, owed.slip, sold, today)

    @cached_property
    def _web_panel(self) -> WebPanel:
        panel = self.settings.panel
        cafile = str(panel.cafile) if panel.cafile else None
        return WebPanel(panel.url, panel.secret.get_secret_value().encode(), self.now, panel.timeout_seconds, cafile)

    def close(self) -> None:
        """Close what was opened."""
        for name in ("reader", "desk_reader", "panel_reader", "db"):
            if name in self.__dict__:
                self.__dict__[name].close()


@contextmanager
def opened(
    config: Path | None,
    *,
    environment: Mapping[str, str],
    database: str | None = None,
    log: Callable[..., None] = lambda *_, **__: None,
) -> Iterator[House]:
    """Yield the house built from the settings, closed at the end; SettingsMistake when they are wrong."""
    failpoints.arm(environment.get(failpoints.NAME), partial(os.kill, os.getpid(), signal.SIGKILL))
    house = House(load(config, environment=environment, database=database), templates_of(None), log=log)
    try:
        yield house
    finally:
        house.close()


@contextmanager
def at_work(house: House, threads: int) -> Iterator[Engine]:
    """Yield the running engine and poll, until left; Busy when another process works on this database."""
    with alone(house.db):
        workers = house.engine()
        workers.start(threads)
        scheduler = house.scheduler()
        scheduler.start()
        ears = house.listeners(partial(clock.bring_forward, scheduler))
        ears.start()
        try:
            yield workers
        finally:
            ears.stop()
            scheduler.shutdown(wait=False)
            workers.stop()


def templates_of(given: Path | None) -> Path:
    """Return the folder of the templates: the one named, else ./templates, else the shipped one."""
    return folder("templates", "mail", given)


@cache
def _thinking() -> str:
    """Return the source of all that reads and judges: its digest tells two builds of one version apart (B36)."""
    here = Path(__file__).parent
    files = sorted(path for room in ("inbox", "receipts", "matching") for path in (here / room).rglob("*.py"))
    return "".join(path.read_text("utf-8") for path in files)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@cache
def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DoorClosed(f"{path}: no se puede leer el manual ({error.strerror}).") from error
