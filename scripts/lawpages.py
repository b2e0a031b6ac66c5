"""Write the pages of the law, in English and Arabic, from the regime packs.

python -m scripts.lawpages            write docs/law (`make docs` does the same)
python -m scripts.lawpages --check    exit 1 where a page would change (a test does the same)
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from nizam.model.law import Regime
from nizam.regime.load import PACKS, load_regime, regimes
from scripts.law import lists
from scripts.law.cases import by_provision
from scripts.law.provisions import confidence_line, instrument_page
from scripts.law.words import LANGUAGES, Words, slug, table

OUT = Path(__file__).parent.parent / "docs" / "law"
COMMAND = "make docs"

_LISTS = {
    "timeline": lists.timeline_page,
    "clauses": lists.clauses_page,
    "goods": lists.goods_page,
    "votes": lists.votes_page,
    "readings": lists.readings_page,
    "not-encoded": lists.not_encoded_page,
}
"""Pages beside the instruments', by file name; a regime has those it has something to say on."""


def pages() -> Mapping[str, str]:
    """Every page by its path under docs/law."""
    out = {}
    found = [load_regime(name) for name in regimes()]
    # The regime of the United Nations first: the others add to it.
    found.sort(key=lambda regime: (not regime.id.startswith("un-"), regime.id))
    for lang in LANGUAGES:
        for regime in found:
            for name, text in regime_pages(regime, PACKS / regime.id.replace("-", "_"), lang).items():
                out[f"{lang}/{regime.id}/{name}.md"] = text
        first = Words(lang, found[0])
        out[f"{lang}/index.md"] = _index(found, lang)
        out[f"{lang}/facts.md"] = first.page([*_trail(first, "facts.md", up=0), *lists.facts_page(first)])
    out["README.md"] = _top(found)
    return out


def regime_pages(regime: Regime, folder: Path, lang: str) -> Mapping[str, str]:
    """The pages of one regime in one language by name, from the pack in `folder`."""
    words = Words(lang, regime)
    cases = by_provision(folder)
    out = {slug(i.id): instrument_page(i, cases, words) for i in regime.instruments}
    out |= {name: _LISTS[name](words) for name in _lists(regime)}
    out["index"] = _overview(words)
    return {name: words.page([*_trail(words, f"{regime.id}/{name}.md", up=1), *page]) for name, page in out.items()}


def _lists(regime: Regime) -> list[str]:
    empty = {"clauses": not regime.exemptions, "votes": not regime.votes, "readings": not regime.readings}
    return [name for name in _LISTS if not empty.get(name)]


def _trail(words: Words, path: str, *, up: int) -> list[str]:
    """Where the page stands, and the same page in the other language; `up` counts the folders above it."""
    back = "../" * up
    links = [words.link(words.ui("top"), f"{back}index.md")]
    if up:
        links.append(words.link(words.text(words.regime.title), "index.md"))
    other = next(code for code in LANGUAGES if code != words.lang)
    links.append(words.link(words.ui("other_language"), f"{back}../{other}/{path}"))
    return [" · ".join(links), ""]


def _overview(words: Words) -> list[str]:
    regime = words.regime
    out = [f"# {words.text(regime.title)}", "", words.ui("generated"), ""]
    out += [
        f"- {words.ui('regime')}: {words.code(regime.id)}",
        f"- {words.ui('target')}: {words.labels.country(regime.target)}",
        f"- {words.ui('began')}: {words.day(regime.began)}",
        f"- {words.ui('encoded_from')}: {words.day(regime.encoded_from)}",
        f"- {words.ui('count_provisions')}: {len(regime.provisions)}",
        *([f"- {words.ui('binds')}: {words.text(regime.jurisdiction.says)}"] if regime.jurisdiction.says else []),
        *(f"- {words.title('parameters', key)}: {words.parameter(value)}" for key, value in regime.parameters.items()),
        "",
        f"## {words.ui('see_also')}",
        "",
        *(f"- {words.link(words.ui(name.replace('-', '_')), f'{name}.md')}" for name in _lists(regime)),
        f"- {words.link(words.ui('facts'), '../facts.md')}",
        f"- {words.link(words.ui('table_of_measures'), f'../index.md#{regime.id}')}",
        "",
        f"## {words.ui('instruments')}",
        "",
    ]
    rows = []
    for instrument in regime.instruments:
        rows.append(
            (
                words.link(words.apart(instrument.id), f"{slug(instrument.id)}.md"),
                words.day(instrument.adopted),
                words.apart(instrument.vote),
                words.text(instrument.did),
                str(sum(p.instrument == instrument.id for p in regime.provisions)),
            )
        )
    return out + table((words.ui(k) for k in ("instrument", "adopted", "vote", "did", "provisions")), rows)


def _index(found: list[Regime], lang: str) -> str:
    """All measures of all regimes of one language."""
    first = Words(lang, found[0])
    out = [*_trail(first, "index.md", up=0), f"# {first.ui('top')}", "", first.ui("generated"), ""]
    out += [f"## {first.ui('regimes')}", ""]
    out += [
        f"- {first.link(Words(lang, r).text(r.title), f'{r.id}/index.md')} ({first.code(r.id)}): "
        f"{first.ui('count_provisions')}: {len(r.provisions)}{first.labels.ui('comma')}"
        f"{first.ui('from_on', start=first.day(r.began))}"
        for r in found
    ]
    out.append("")
    for regime in found:
        words = Words(lang, regime)
        title = f"{words.ui('table_of_measures')}: {words.text(regime.title)}"
        out += [f'<a id="{regime.id}"></a>', "", f"## {title}", ""]
        out += _measures(words)
    return first.page([*out, confidence_line(first)])


def _measures(words: Words) -> list[str]:
    urls = {i.id: i.url for i in words.regime.instruments}
    folder = f"{words.regime.id}/"
    rows = []
    for p in words.regime.provisions:
        url = words.document(urls.get(p.instrument, ""))
        document = f"<br>{words.link(words.ui('open_document'), url)}" if url else ""
        rows.append(
            (
                f"{words.refer(p.id, folder=folder)}<br>{words.code(p.id)}{document}",
                words.text(p.title),
                words.title("measures", p.measure),
                words.span(p.start, p.until),
                words.labels.binding(p.binding),
                words.headline(p),
                str(len(p.exceptions)),
                words.confidence(p),
            )
        )
    keys = ("provision", "title", "measure", "in_force", "force", "headline", "ways_out_short", "confidence")
    return table((words.ui(key) for key in keys), rows)


def _top(found: list[Regime]) -> str:
    """The page one meets first, in both languages."""
    out = ["<!-- Generated from src/nizam/packs by `make docs`. Edit the packs, not this file. -->", ""]
    for lang in LANGUAGES:
        words = Words(lang, found[0])
        part = [f"# {words.link(words.ui('top'), f'{lang}/index.md')}", "", words.ui("generated"), ""]
        part += [f"- {words.link(Words(lang, r).text(r.title), f'{lang}/{r.id}/index.md')}" for r in found]
        out += [f'<div dir="{words.labels.dir}" lang="{lang}">', "", *part, "", "</div>", ""]
    return "\n".join(out)


def stale(wanted: Mapping[str, str], folder: Path = OUT) -> list[str]:
    """Pages that are missing, differ from what the packs give, or belong to nothing any more."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    changed = [n for n in wanted if n not in there or (folder / n).read_text(encoding="utf-8") != wanted[n]]
    return sorted({*changed, *(there - set(wanted))})


def write(folder: Path = OUT) -> list[str]:
    """Bring the pages up to date; the names of those that changed or were taken away."""
    wanted = pages()
    changed = stale(wanted, folder)
    for name in changed:
        path = folder / name
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[name], encoding="utf-8")
    return changed


def main() -> int:
    check = "--check" in sys.argv
    changed = stale(pages()) if check else write()
    for name in changed:
        print(f"{'stale' if check else 'written'}: docs/law/{name}")
    if check and changed:
        print(f"The pages of the law are not up to date: run `{COMMAND}` and read what changed.")
    return 1 if check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
