"""The command line: one file per verb, each body little more than one call.

Exit codes: 0 done, 1 nothing found (screen), 2 wrong use, 3 bad input, 4 source or network, 5 finished with failed
rows. Results go to standard output, everything else to standard error. Imports are lazy: `--help` loads no law, and
a command's own file is opened only when the command is called.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from nizam import __version__, errors

COMMANDS = {
    "read": "Read an article and answer every item in it.",
    "watch": "Read what is new in feeds, and list it.",
    "check": "Judge a deal, given in fields or in words.",
    "screen": "Is this name listed?",
    "goodguys": "Matches that somebody looked at and dismissed.",
    "audit": "The decision log: shown, checked, exported.",
    "replay": "Would we say the same today?",
    "impact": "Which past answers a new law or list would change.",
    "cases": "Matches that wait for a person, and what became of them.",
    "watchlist": "Customers, ships and deals that are asked again when something changes.",
    "lists": "Official lists: what is here, newer ones, what changed.",
    "regime": "The law as encoded.",
    "caps": "Shared allowances: what is used of them, what is left.",
    "packs": "The regime packs: YAML that a lawyer can edit.",
    "batch": "Many rows at once, on all cores.",
    "serve": "Answer over HTTP.",
    "keys": "Who may ask the service.",
    "mcp": "Answer AI assistants.",
    "doctor": "What is installed, old or broken, and what to do about it.",
}
"""Every verb with its line in `--help`. `nizam.cli.<verb>` holds a command of the same name."""


class _Verbs(click.Group):
    """Loads a verb's file when it is called; turns errors meant for people into one line and the right exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"nizam.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        from nizam import said

        given = args[0] if args else kwargs.get("args")
        lang = "ar" if _asked_in_arabic(sys.argv[1:] if given is None else given) else "en"
        try:
            try:
                with said.speaking(lang):
                    return super().main(*args, **kwargs)
            finally:
                if sys.stdout is not None:
                    sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output left (`| head`): nothing went wrong.
            _drop_output()
            sys.exit(errors.EXIT_DONE)
        except OSError as error:
            _drop_output()
            # A full disk, a stream that broke: also while help is printed, before any command runs.
            where = f" ({error.filename})" if error.filename else ""
            _complain(f"cannot read or write{where}: {error.strerror or error}.")
            sys.exit(errors.EXIT_WRONG_USE)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _recorded():
                return super().invoke(ctx)
        except errors.NizamError as error:
            _complain(str(error))
            ctx.exit(error.exit_code)
        except click.UsageError as error:
            from nizam import said

            if said.LANG.get() != "ar":
                raise
            _misused(error)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader of our output left (`| head`): nothing went wrong.
            sys.stderr.close()
            ctx.exit(0)
        except RecursionError:
            _complain("the input is nested too deeply; flatten it.")
            ctx.exit(errors.EXIT_BAD_INPUT)


@contextmanager
def _recorded() -> Iterator[None]:
    """What commands answer goes to the decision log as asked by whoever runs them."""
    from nizam import settings

    if settings.audit() == "0":
        yield
        return
    from nizam import recorded
    from nizam.audit.who import asking, user

    token = recorded.WARN.set(_complain)
    try:
        with asking(f"cli:{user()}"):
            yield
    finally:
        recorded.WARN.reset(token)


def _drop_output() -> None:
    """What could not be written is not tried again when the interpreter ends."""
    import os
    from contextlib import suppress

    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _complain(message: str) -> None:
    from nizam.cli.common import tell

    tell(message)


def _misused(error: click.UsageError) -> None:
    """Wrong use, said in Arabic; in English click says it itself."""
    from nizam import said

    if isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter):
        # click puts the option's name in front of the sentence
        error = click.BadParameter(said.message(error.message, "ar"), error.ctx, error.param, error.param_hint)
    _complain(error.format_message())
    if error.ctx is not None:
        _complain(f"Try '{error.ctx.command_path} --help' for help.")


def _asked_in_arabic(args: Sequence[str]) -> bool:
    """Whether the command line asks for Arabic, also where what stands before that cannot be understood."""
    return "--lang=ar" in args or any(pair == ("--lang", "ar") for pair in pairwise(args))


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """The version, and a line for each pack with the hash of its revision."""
    if not value or ctx.resilient_parsing:
        return
    from nizam.regime.load import PACKS, pack_hash, regimes

    click.echo(f"nizam {__version__}")
    for name in regimes():
        click.echo(f"{name} {pack_hash(PACKS / name.replace('-', '_'))[:12]}")
    ctx.exit()


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="The version and the revisions of the packs.",
)  # fmt: skip
def main() -> None:
    """Is this allowed? For an article, a deal or a name: what the UN measures on the DPRK say, with the paragraph.

    \b
    nizam read article.txt                 read an article, answer every item in it
    nizam check deal.json                  judge one deal
    nizam check "Coal from North Korea to China in May 2019"
    nizam screen "كيم جونغ سيك"             is this name listed?
    nizam regime show un-dprk/2397/8       what a paragraph says, and since when
    """
    import gc

    # One short run builds large tables that all stay: looking for garbage among them every few hundred objects
    # costs a tenth of the time and finds none.
    gc.set_threshold(200_000, 50, 50)
