"""Traces for OpenTelemetry: a span for each request, and within it one for each thing that was asked of Nizam.

Off unless the variables that OpenTelemetry itself reads say where traces go (`OTEL_EXPORTER_OTLP_ENDPOINT`, or
`OTEL_TRACES_EXPORTER` = `otlp` or `console`). A span holds routes, statuses, outcomes and counts; never a name, a text
or an address that somebody asked about.

traces.start() · traces.stop()      around the life of a service
with traces.span("check") as told: …; told("outcome", "prohibited")
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

_LOG = logging.getLogger("nizam.traces")
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_KINDS = ("otlp", "console")
Tell = Callable[[str, Any], None]
_provider: Any = None
_tracer: Any = None


def exporters() -> tuple[str, ...]:
    """Where traces are wanted: of otlp and console; none where nothing says so."""
    if os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return ()
    given = os.environ.get("OTEL_TRACES_EXPORTER", "").strip().lower()
    if not given:
        return ("otlp",) if any(os.environ.get(name) for name in _ENDPOINTS) else ()
    return tuple(one for one in (part.strip() for part in given.split(",")) if one in _KINDS)


def start() -> bool:
    """Begin to trace where that is wanted; whether it is done. Without the extra that is said and nothing is traced."""
    global _provider, _tracer
    wanted = exporters()
    if not wanted or _tracer is not None:
        return _tracer is not None
    try:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError:
        _LOG.warning("OTEL_* asks for traces, which need an extra: pip install 'nizam[trace]'. None are sent.")
        return False
    from nizam import __version__

    own = {"service.name": os.environ.get("OTEL_SERVICE_NAME") or "nizam", "service.version": __version__}
    _provider = TracerProvider(resource=Resource.create(own))
    for name in wanted:
        _provider.add_span_processor(BatchSpanProcessor(_exporter(name)))
    _tracer = _provider.get_tracer("nizam", __version__)
    return True


def _exporter(name: str) -> Any:
    if name == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter

        return ConsoleSpanExporter(out=sys.stderr)
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()


def stop() -> None:
    """Send what is left, and trace no more."""
    global _provider, _tracer
    if _provider is not None:
        _provider.shutdown()
    _provider = _tracer = None


def span(name: str) -> AbstractContextManager[Tell]:
    """A span around what is done within; gives a function that notes what it was, by name."""
    return _span(name, None, False) if _tracer is not None else _NOTHING


@contextmanager
def request(headers: Mapping[str, str]) -> Iterator[tuple[Tell, str]]:
    """The span of a request, in the caller's trace where `traceparent` names one. Gives what `span` gives, and the
    `traceparent` of this very span, "" where nothing is traced. The note `name` names the span."""
    if _tracer is None:
        yield _nothing, ""
        return
    from opentelemetry.trace import get_current_span
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    with _span("request", TraceContextTextMapPropagator().extract(dict(headers)), True) as tell:
        here = get_current_span().get_span_context()
        yield tell, f"00-{here.trace_id:032x}-{here.span_id:016x}-{here.trace_flags:02x}"


@contextmanager
def _span(name: str, context: Any, server: bool) -> Iterator[Tell]:
    from opentelemetry.trace import SpanKind, Status, StatusCode

    kind = SpanKind.SERVER if server else SpanKind.INTERNAL
    with _tracer.start_as_current_span(
        name, context=context, kind=kind, record_exception=False, set_status_on_exception=False
    ) as made:

        def tell(key: str, value: Any) -> None:
            if key == "name":
                made.update_name(value)
                return
            made.set_attribute(key if "." in key else f"nizam.{key}", value)
            if key == "http.response.status_code" and value >= 500:
                made.set_status(Status(StatusCode.ERROR))

        try:
            yield tell
        except Exception as error:
            # the class says enough: what an error says may quote what was asked
            made.set_attribute("error.type", type(error).__name__)
            made.set_status(Status(StatusCode.ERROR))
            raise


def _nothing(_key: str, _value: Any) -> None:
    """Note nothing."""


class _Nothing(AbstractContextManager[Tell]):
    def __enter__(self) -> Tell:
        return _nothing

    def __exit__(self, *_: object) -> None:
        return None


_NOTHING = _Nothing()
