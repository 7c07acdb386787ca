"""New evaluations as an Atom feed (RFC 4287)."""

import xml.etree.ElementTree as ET
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from evalcap.compact.tables import one_line
from evalcap.portfolio import Entry, Portfolio
from evalcap.site.names import report_address
from evalcap.words import Catalogue, headline_findings

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50


def feed(portfolio: Portfolio, words: Catalogue, above: str = "") -> str:
    """Write the feed: the newest evaluations and demonstrations, the latter marked.

    Addresses are relative to the feed, as the site may lie anywhere; `above` leads from it to the
    folder of all studies.
    """
    ET.register_namespace("", _ATOM)
    newest = sorted(portfolio.listed, key=lambda e: (e.evidence.created, e.slug), reverse=True)
    root = ET.Element(f"{{{_ATOM}}}feed", {"xml:lang": words.language})
    _add(root, "title", words.say("feed.title"))
    _add(root, "id", _identifier("evalcap feed"))
    updated = newest[0].evidence.created if newest else date.min
    _add(root, "updated", _moment(updated))
    _link(root, "feed.xml", rel="self", type="application/atom+xml")
    _link(root, "index.html", rel="alternate", type="text/html")
    author = ET.SubElement(root, f"{{{_ATOM}}}author")
    _add(author, "name", words.say("site.heading"))
    for entry in newest[:_MOST]:
        _add_entry(root, entry, words, above)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_entry(root: ET.Element, entry: Entry, words: Catalogue, above: str) -> None:
    subject = entry.evidence.subject
    unmarked = subject.role == "demonstration" and "(simulated)" not in subject.title.casefold()
    title = words.say("feed.simulated", title=subject.title) if unmarked else subject.title
    node = ET.SubElement(root, f"{{{_ATOM}}}entry")
    _add(node, "title", title)
    _add(node, "id", _identifier(f"evalcap {subject.slug} {subject.cycle}"))
    _add(node, "updated", _moment(entry.evidence.created))
    if page := report_address(entry, words, above):
        _link(node, page, rel="alternate", type="text/html")
    told = [finding.sentence for finding in headline_findings(entry.evidence, words)]
    _add(node, "summary", " ".join(told) or subject.title)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = one_line(text)


def _link(parent: ET.Element, address: str, **more: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"href": address, **more})


def _identifier(name: str) -> str:
    """Give what names an entry for ever: the same name, the same identifier."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
