"""A folder shown in a browser of this machine, which loads a page again when it changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

from evalcap.errors.workspace import PortTakenError

_VERSION: Final = "/.version"
# Added to a page on its way to the browser; the file itself stays as it is.
_RELOAD: Final = f"""<script>
let shown;
setInterval(async () => {{
  try {{
    const now = await (await fetch("{_VERSION}?" + location.pathname)).text();
    if (shown !== undefined && shown !== now) location.reload();
    shown = now;
  }} catch {{ /* the preview has ended; the page stays */ }}
}}, 1000);
</script>
""".encode()

_WAITING: Final = b"""<!DOCTYPE html>
<html lang="en"><head><title>Preview</title></head>
<body><p>The page is not built yet.</p></body></html>
"""


@contextmanager
def serve(folder: Path, *, port: int = 0) -> Iterator[str]:
    """Serve a folder to this machine alone while it is needed.

    Parameters
    ----------
    port
        Where; any that is free if 0.

    Yields
    ------
    str
        The address of the folder.

    Raises
    ------
    PortTakenError
    """
    handler = partial(_Handler, directory=str(folder))
    try:
        listening = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        raise PortTakenError(port) from None
    with listening as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    """Gives files of the folder, and says which version of a page there is."""

    def do_GET(self) -> None:
        """Answer for one file."""
        if not self._is_asked_by_name():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path.startswith(_VERSION):
            self._send(self._version(self.path.partition("?")[2]).encode(), "text/plain")
        elif (page := self._page(self.path)) is not None:
            self._send(_reloading(page.read_bytes()), "text/html; charset=utf-8")
        elif self.path == "/":
            self._send(_reloading(_WAITING), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _is_asked_by_name(self) -> bool:
        """Whether the browser means this machine, and no site that pretends to be it."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in {"127.0.0.1", "localhost"}

    def _page(self, path: str) -> Path | None:
        file = Path(self.translate_path(path))
        file = file / "index.html" if path.partition("?")[0].endswith("/") else file
        return file if file.suffix == ".html" and file.is_file() else None

    def _version(self, path: str) -> str:
        page = self._page(path)
        return str(page.stat().st_mtime_ns) if page else ""

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Keep quiet: the terminal is for what is built."""


def _reloading(page: bytes) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return before + _RELOAD + end + after
