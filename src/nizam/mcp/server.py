"""The protocol: which tools and resources there are, and what an assistant is told of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from nizam import __version__, traces
from nizam.audit.who import asking
from nizam.errors import NizamError
from nizam.mcp import tools

_P = ParamSpec("_P")
_T = TypeVar("_T")

INSTRUCTIONS = """\
Nizam answers what sanctions law says, from law encoded paragraph by paragraph, and cites it. Quote the citations it
gives and no others. No answer says "allowed": `not_restricted` means that no measure was found in what is encoded.
`undetermined` comes with questions; put them to the user instead of guessing. Say what `not_checked` lists. A paragraph
with `verified: false` is from memory. A match of a name is a likeness for a person to look at, not a finding."""

_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_Day = Annotated[str | None, Field(description="Judge by the law of this day, YYYY-MM-DD; else the deal's own.")]
_Lang = Annotated[Literal["en", "ar"], Field(description="Language of sentences.")]
_Regime = Annotated[str, Field(description="un-dprk, us-dprk, eu-dprk or uk-dprk.")]


def create() -> MCPServer[Any]:
    """The server with all its tools."""
    traces.start()
    server: MCPServer[Any] = MCPServer(
        "nizam", title="Nizam", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING"
    )
    for tool in (check_deal, read_article, screen_name, show_provision, list_provisions, compare_law):
        server.tool(annotations=_READS)(_told(tool))
    server.resource("nizam://provisions/{regime}/{instrument}/{paragraph}", mime_type="application/json")(
        provision_resource
    )
    return server


def _told(tool: Callable[_P, _T]) -> Callable[_P, _T]:
    """Errors meant for people reach the assistant as such; others stay inside."""

    @wraps(tool)
    def asked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            with asking("mcp"), traces.span(tool.__name__):
                return tool(*args, **kwargs)
        except NizamError as error:
            raise ToolError(str(error)) from error

    return asked


def check_deal(
    words: Annotated[
        str | None, Field(description="The deal as a sentence in English, Arabic or Russian, with its date.")
    ] = None,
    deal: Annotated[
        dict[str, Any] | None,
        Field(
            description="The deal in fields, all optional: date, contract_date, delivery_date, supplier, recipient "
            "(name, country), parties (name, role, country, owned_by), goods (description, hs_code, origin, quantity, "
            "value), activity, purpose, vessel (name, imo, flag), route, approvals, findings."
        ),
    ] = None,
    as_of: _Day = None,
    lang: _Lang = "en",
    trace: Annotated[bool, Field(description="Also every step of the computation.")] = False,
) -> dict[str, Any]:
    """Is this deal restricted by the UN measures on the DPRK (and, beside, by those of the US, EU and UK)? Gives the
    outcome, the paragraphs with their days in force, ways out and who decides them, and what must still be known."""
    return tools.check_deal(deal, words, as_of, lang, trace=trace)


def read_article(
    text: Annotated[str | None, Field(description="The article, plain or HTML, in Arabic, Russian or English.")] = None,
    url: Annotated[str | None, Field(description="Where it stands, when its text is not given.")] = None,
    as_of: _Day = None,
    lang: _Lang = "en",
) -> dict[str, Any]:
    """Read a news article: who takes part, who said what, which cooperation is described and in which state, and what
    the law says of each item. Spans are offsets into the text."""
    return tools.read_article(text, url, as_of, lang)


def screen_name(
    name: Annotated[str, Field(description="A name in any script.")],
    schema: Annotated[str | None, Field(description="Person, Organization, Company, Vessel, Airplane.")] = None,
    birth_date: Annotated[str | None, Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    countries: Annotated[list[str] | None, Field(description="Names or ISO codes.")] = None,
    dataset: Annotated[str, Field(description="One list, or `default` for all at hand.")] = "default",
    limit: Annotated[int, Field(ge=1, le=50)] = 5,
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.7,
) -> dict[str, Any]:
    """Is this name listed? Gives listed persons, bodies and ships it may mean, best first, with what speaks for and
    against each."""
    asked = {
        "schema": schema,
        "birth_date": birth_date,
        "countries": countries or (),
        "dataset": dataset,
        "limit": limit,
        "threshold": threshold,
    }
    return tools.screen_name(name, asked)


def show_provision(
    provision: Annotated[str, Field(description="An id or citation: un-dprk/2397/8, 2397/8.")], as_of: _Day = None
) -> dict[str, Any]:
    """One operative paragraph as encoded: what it covers, since when, its exceptions and who decides them."""
    return tools.provision(provision, as_of)


def list_provisions(
    regime: _Regime = "un-dprk",
    as_of: Annotated[str | None, Field(description="Only those in force on this day.")] = None,
    words: Annotated[str, Field(description="Only those that hold all these words, as in `coal` or `ship fuel`.")] = "",
    lang: _Lang = "en",
) -> list[dict[str, Any]]:
    """The paragraphs of a regime, in short."""
    return tools.provisions(regime, as_of, words, lang)


def compare_law(
    first: Annotated[str, Field(description="Day A, YYYY-MM-DD.")],
    last: Annotated[str, Field(description="Day B.")],
    regime: _Regime = "un-dprk",
) -> dict[str, Any]:
    """What the law of day B has that day A's had not, what ended, what changed."""
    return tools.changes(regime, first, last)


def provision_resource(regime: str, instrument: str, paragraph: str) -> dict[str, Any]:
    """One operative paragraph as encoded."""
    return tools.provision(f"{regime}/{instrument}/{paragraph}", None)
