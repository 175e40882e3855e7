"""A template and its facts -> the whole page, or for htmx only its middle."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import jinja2
    from fastapi import Request
    from fastapi.responses import HTMLResponse


@dataclass(frozen=True)
class Pages:
    """Renders pages of both windows."""

    environment: jinja2.Environment
    static: Path
    always: Mapping[str, Any]  # what every page may say: brand, phones

    def answer(self, request: Request, template: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """Return the page, or its block `main` alone when htmx asks; every value is escaped (B97)."""
        from fastapi.responses import HTMLResponse

        known = {**self.always, "asset": self.asset, "path": request.url.path, "query": request.url.query, **facts}
        known["only_main"] = request.headers.get("HX-Request") == "true"
        page = self.environment.get_template(template)
        return HTMLResponse(page.render(known), status)

    def asset(self, name: str) -> str:
        """Return the address of a static file; it changes with the file, so browsers may keep it for ever."""
        return f"/static/{name}?v={self._versions.get(name, '0')}"

    @cached_property
    def _versions(self) -> dict[str, str]:
        files = (path for path in self.static.rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.static)): hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files
        }
