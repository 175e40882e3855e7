"""The files of a case: pages drawn anew, originals as downloads only, a mail's HTML in a sandbox (B94, B95)."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from threading import Lock
from typing import Annotated, NoReturn
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from fastapi.responses import Response

from bot.desk import mail_html
from bot.desk.front import Anybody, Here
from bot.errors import UnreadableMail
from bot.model import InboundMail, PageImage
from bot.store import case_view, letters, mails
from bot.store.db import Tx

routes = APIRouter()

Number = Annotated[int, Path(ge=1, le=2**53)]
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
MOST_KEPT = 64_000_000  # bytes of drawn pages in memory
_DOWNLOAD = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _nothing(*_asked: object) -> NoReturn:
    raise UnreadableMail("nobody opens files here")


@dataclass
class Papers:
    """Opens mails in the killable child, and keeps the pages that were drawn so that each is drawn once."""

    read_mail: Callable[[bytes], InboundMail] = _nothing
    draw: Callable[[bytes, str, int], PageImage | None] = _nothing
    original: Callable[[bytes, str], bytes | None] = _nothing
    _drawn: OrderedDict[tuple[str, int], PageImage] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def known(self, sha256: str, page: int) -> PageImage | None:
        """Return a page that was drawn before."""
        with self._lock:
            if (sha256, page) in self._drawn:
                self._drawn.move_to_end((sha256, page))
            return self._drawn.get((sha256, page))

    def keep(self, sha256: str, page: int, image: PageImage) -> None:
        """Keep a drawn page; the longest unused ones go when there are too many."""
        with self._lock:
            self._drawn[sha256, page] = image
            while len(self._drawn) > 1 and sum(len(one.content) for one in self._drawn.values()) > MOST_KEPT:
                self._drawn.popitem(last=False)

    def text_of(self, raw: bytes) -> InboundMail | None:
        """Return headers and text of a mail that was not read yet; None when it kills its reader."""
        try:
            return self.read_mail(raw)
        except UnreadableMail:
            return None


def papers_of(request: Request) -> Papers:
    """Return what opens the files."""
    found: Papers = request.app.state.papers
    return found


Files = Annotated[Papers, Depends(papers_of)]


@routes.get("/casos/{number}/papeles/{sha256}/{page}")
def page_image(
    front: Here, _clerk: Anybody, files: Files, number: Number, sha256: Digest, page: Annotated[int, Path(ge=1, le=99)]
) -> Response:
    """Return one page as it was read; browsers keep no receipts, so this process does for a while."""
    with front.db.read() as tx:
        mail = _file(tx, number, sha256).mail_id
        image = files.known(sha256, page)
        raw = mails.raw(tx, mail) if image is None else b""
    if image is None:
        image = _drawn(files, raw, sha256, page)
    return Response(image.content, media_type=image.content_type, headers=_DOWNLOAD)


@routes.get("/casos/{number}/papeles/{sha256}")
def original(front: Here, _clerk: Anybody, files: Files, number: Number, sha256: Digest) -> Response:
    """Return a file as it came, to be saved and never shown."""
    with front.db.read() as tx:
        found = _file(tx, number, sha256)
        raw = mails.raw(tx, found.mail_id)
    return download(found.document.name, _opened(files, raw, sha256))


@routes.get("/casos/{number}/correos/{mail}/mensaje.eml")
def whole_mail(front: Here, _clerk: Anybody, number: Number, mail: Number) -> Response:
    """Return a mail as the server held it, to be saved and never shown."""
    with front.db.read() as tx:
        if mail not in {one.id for one in mails.of_case(tx, number)}:
            raise HTTPException(404)
        raw = mails.raw(tx, mail)
    return download(f"correo-{mail}.eml", raw)


@routes.get("/casos/{number}/marco/{sha256}")
def framed(front: Here, _clerk: Anybody, files: Files, number: Number, sha256: Digest) -> Response:
    """Return the HTML of a mail, or of a file of it, with nothing left in it that acts, for a sandboxed frame."""
    with front.db.read() as tx:
        found = _file(tx, number, sha256)
        if found.document.kind != "html":
            raise HTTPException(404)
        raw = mails.raw(tx, found.mail_id)
    return _framed(mail_html.harmless(_opened(files, raw, sha256).decode("utf-8", "replace")))


@routes.get("/casos/{number}/cartas/{letter}/marco")
def framed_letter(front: Here, _clerk: Anybody, number: Number, letter: Number) -> Response:
    """Return the HTML of one of our letters exactly as it went, for a sandboxed frame."""
    with front.db.read() as tx:
        if letter not in {one.id for one in letters.of_case(tx, number)}:
            raise HTTPException(404)
        html = part_of(letters.raw(tx, letter), "html")
    return _framed(html)


def part_of(raw: bytes, kind: str) -> str:
    """Return the body ("plain" or "html") of one of our own letters; "" when it has none."""
    body = message_from_bytes(raw, policy=default).get_body((kind,))
    return str(body.get_content()) if body is not None else ""


def download(name: str, content: bytes) -> Response:
    """Return bytes that a browser saves and never opens, whatever they claim to be."""
    plain = re.sub(r'[^A-Za-z0-9._ -]|"', "_", name)[-100:].strip(" .") or "archivo"
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name[-100:], safe='', errors='replace')}"
    return Response(content, media_type="application/octet-stream", headers={**_DOWNLOAD, "Content-Disposition": said})


def _framed(html: str) -> Response:
    headers = {"Content-Security-Policy": mail_html.POLICY, "X-Content-Type-Options": "nosniff"}
    return Response(html, media_type="text/html; charset=utf-8", headers=headers)


def _file(tx: Tx, number: int, sha256: str) -> case_view.File:
    """Return the file of this case; 404 when no mail of it brought one like that."""
    found = case_view.file_of(tx, number, sha256)
    if found is None:
        raise HTTPException(404)
    return found


def _opened(files: Papers, raw: bytes, sha256: str) -> bytes:
    try:
        content = files.original(raw, sha256)
    except UnreadableMail:
        content = None
    if content is None:
        raise HTTPException(404)
    return content


def _drawn(files: Papers, raw: bytes, sha256: str, page: int) -> PageImage:
    try:
        image = files.draw(raw, sha256, page)
    except UnreadableMail:
        image = None
    if image is None:
        raise HTTPException(404)
    files.keep(sha256, page, image)
    return image
