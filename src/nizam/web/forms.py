"""What a form sent. A form is taken only from our own pages: no other site may have a browser send one here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from litestar.datastructures import UploadFile
from litestar.exceptions import PermissionDeniedException

from nizam.record import Record
from nizam.web.page import Asked

_MOST_FIELD = 2_000_000


class Form(Record, frozen=True):
    """The fields of a form, trimmed; empty ones left out. `files` by field: name and bytes."""

    fields: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


async def posted(request: Asked) -> Form:
    """The form that a request brings. Raises PermissionDeniedException where another site sent it."""
    own_page(request)
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            body = await value.read()
            if body:
                files[name] = (value.filename, body)
        elif isinstance(value, str) and value.strip():
            fields[name] = value.strip()[:_MOST_FIELD].replace("\r\n", "\n")
    return Form(fields, files)


def own_page(request: Asked) -> None:
    """A browser says where a form comes from (`Sec-Fetch-Site`, else `Origin`); a program says nothing, and then brings
    its key itself. With the cookie of a session, silence is refused."""
    said = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if said is not None:
        own = said in ("same-origin", "none")
    elif origin is not None:
        own = urlsplit(origin).netloc == request.headers.get("host", "")
    else:
        own = not request.cookies
    if not own:
        raise PermissionDeniedException(detail="The form came from another site; open the page here and send it again.")


def numbered(form: Form, name: str) -> Iterator[tuple[int, str]]:
    """The fields `name.0`, `name.1` … in order."""
    found = sorted(key for key in form.fields if key.startswith(f"{name}.") and key[len(name) + 1 :].isdecimal())
    for key in found[:50]:
        yield int(key[len(name) + 1 :]), form[key]
