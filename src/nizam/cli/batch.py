"""`nizam batch`: many rows at once, on all cores."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nizam.cli.common import DAY, LANG, dump, ledger_file

if TYPE_CHECKING:
    from nizam.batch.run import Counts


@click.command()
@click.argument("verb", type=click.Choice(["screen", "check", "read"]))
@click.argument("source", metavar="IN", type=click.Path(exists=True, path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("-i", "columns", multiple=True, metavar="PROPERTY=COLUMN", help="screen: what a column holds.")
@click.option("-s", "--schema", help="screen: schema of rows that name none.")
@click.option("--schema-column", help="screen: the column that names each row's schema.")
@click.option("--dataset", default="default", show_default=True, help="screen: one list, or `default` for all.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="screen: candidates a row.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.7, show_default=True, help="screen: lowest score.")
@click.option("--include-empty", is_flag=True, help="screen: also rows without a candidate.")
@click.option(
    "--delta",
    type=click.Path(path_type=Path),
    metavar="STATE",
    help="screen: ask only what changed since the run that wrote this file; written anew at the end.",
)
@click.option("--as-of", type=DAY, help="The day whose law or lists count.")
@ledger_file
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True)
@click.option("--master", help="spark: its address, as in local[2] or spark://host:7077; else the environment's.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; else one a core.")
@click.option("--json", "as_json", is_flag=True, help="What was done as JSON on standard output.")
@click.option("--lang", type=LANG, default="en", show_default=True)
def batch(verb: str, source: Path, out: Path, as_json: bool, lang: str, **options: Any) -> None:
    """Screen, check or read every row of IN on all cores, and write OUT.

    IN is a table (csv, tsv, jsonl, parquet) or a folder of such parts; for `read` also a folder of articles. Run again
    after a crash, it goes on where it was. Rows without an answer also stand in OUT.quarantine.jsonl, with reasons.

    \b
    Examples:
      nizam batch screen customers.csv hits.csv
      nizam batch screen parts/ hits/ -i name=legal_name -s Company --workers 8
      nizam batch screen customers.csv hits.csv --delta customers.clear
      nizam batch check declarations.jsonl verdicts.jsonl
      nizam batch read articles/ reports.jsonl
    """
    from nizam.batch.run import Asked, run
    from nizam.errors import EXIT_NOTHING_FOUND, EXIT_ROWS_FAILED
    from nizam.screenfile import Options

    if options["engine"] == "spark":
        _on_spark(verb, source, out, options)
        return
    bar = _Bar(lang) if sys.stderr.isatty() else None
    screening = Options(
        schema=_schema(options["schema"]),
        limit=options["limit"],
        threshold=options["threshold"],
        as_of=options["as_of"],
        include_empty=options["include_empty"],
    )
    asked = Asked(
        verb,
        columns=options["columns"],
        schema_column=options["schema_column"],
        dataset=options["dataset"],
        options=screening,
        as_of=options["as_of"],
        workers=options["workers"] or 0,
        delta=options["delta"],
    )
    began = time.monotonic()
    try:
        counts = run(source, out, asked, bar, lambda step: click.echo("nizam: " + said(step, lang), err=True))
    finally:
        if bar is not None:
            bar.clear()
    _tell(counts, out, time.monotonic() - began, as_json, lang)
    if counts.failed:
        raise SystemExit(EXIT_ROWS_FAILED)
    if verb == "screen" and not counts.found:
        raise SystemExit(EXIT_NOTHING_FOUND)


def _on_spark(verb: str, source: Path, out: Path, options: dict[str, Any]) -> None:
    """Read and write by Spark itself: OUT becomes a folder of parts."""
    from nizam.batch import spark
    from nizam.errors import BadRequest

    if options["delta"]:
        raise BadRequest("--delta is of the local engine; leave it away, or join the old answers yourself.")
    if out.exists():
        raise BadRequest(f"{out} is there already; Spark writes a new folder of parts.")
    frame = spark.opened(spark.session(options["master"]), source)
    if verb == "screen":
        kept = ("schema_column", "dataset", "limit", "threshold", "as_of", "include_empty", "columns")
        found = spark.screen(frame, schema=_schema(options["schema"]), **{name: options[name] for name in kept})
    else:
        found = {"check": spark.check, "read": spark.read}[verb](frame, as_of=options["as_of"])
    if verb != "screen":
        found.write.text(str(out))
    elif out.suffix == ".parquet":
        found.write.parquet(str(out))
    elif out.suffix == ".jsonl":
        found.write.json(str(out))
    else:
        found.write.csv(str(out), header=True, quote='"', escape='"')


def said(word: str, lang: str, **values: object) -> str:
    """A sentence for people."""
    import nizam.batch
    from nizam import yamltext

    return yamltext.words(Path(nizam.batch.__file__).parent / "labels.yml", word, lang, **values)


def _schema(given: str | None) -> str | None:
    from nizam.errors import BadRequest
    from nizam.screenfile.mapping import SCHEMAS, schema_of

    found = schema_of(given) if given else None
    if given and found is None:
        raise BadRequest(f"there is no schema {given!r}; there are {', '.join(SCHEMAS)}.")
    return found


def _tell(counts: Counts, out: Path, seconds: float, as_json: bool, lang: str) -> None:
    told = {name: getattr(counts, name) for name in ("rows", "found", "failed", "resumed", "carried", "parts")}
    if as_json:
        click.echo(dump({**told, "out": str(out), "seconds": round(seconds, 3)}, indent=1))
    if counts.why:
        click.echo("nizam: " + said(counts.why, lang), err=True)
    if counts.carried:
        click.echo("nizam: " + said("carried", lang, rows=counts.carried), err=True)
    if counts.resumed:
        click.echo("nizam: " + said("resumed", lang, rows=counts.resumed), err=True)
    click.echo("nizam: " + said("done", lang, **told), err=True)
    if counts.failed:
        click.echo("nizam: " + said("apart", lang, path=f"{out}.quarantine.jsonl"), err=True)


class _Bar:
    """One line on the terminal: rows, rate, and the time that is left."""

    def __init__(self, lang: str) -> None:
        self._lang, self._began, self._drawn = lang, time.monotonic(), 0.0

    def __call__(self, counts: Counts, share: float | None) -> None:
        now = time.monotonic()
        if now - self._drawn < 0.2:
            return
        self._drawn, passed, left = now, max(now - self._began, 0.001), ""
        if share:
            minutes, seconds = divmod(int(passed / share - passed), 60)
            left = said("left", self._lang, share=int(share * 100), time=f"{minutes}:{seconds:02}")
        fresh = counts.rows - counts.resumed
        text = said("bar", self._lang, rows=counts.rows, rate=int(fresh / passed), share=left)
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self._drawn:
            click.echo("\r\x1b[K", nl=False, err=True)
