"""An assistant's view: the SDK's own client, in memory and over a real pipe."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from typing import Any

import anyio
import pytest

from nizam.mcp.server import create

mcp = pytest.importorskip("mcp")

COAL = "On 1 June 2018 a North Korean mine sold coal to a firm in Dandong"


def ask(tool: str, **arguments: Any) -> Any:
    """One call in memory: (is_error, data or words)."""

    async def call() -> Any:
        async with mcp.Client(create()) as client:
            return await client.call_tool(tool, arguments)

    result = anyio.run(call)
    words = "".join(getattr(block, "text", "") for block in result.content)
    return result.is_error, words if result.is_error else result.structured_content


def test_every_tool_is_described_and_only_reads() -> None:
    async def listed() -> Any:
        async with mcp.Client(create()) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in anyio.run(listed)}
    assert set(tools) == {
        "check_deal",
        "read_article",
        "screen_name",
        "show_provision",
        "list_provisions",
        "compare_law",
    }
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint


def test_a_verdict_keeps_its_source() -> None:
    failed, verdict = ask("check_deal", words=COAL)
    assert not failed
    assert verdict["outcome"] == "prohibited"
    assert "UNSCR 2371 (2017) para 8" in [one["citation"] for one in verdict["provisions"]]
    assert verdict["decision_id"]
    assert verdict["not_checked"]
    assert "steps" not in verdict


def test_the_trace_on_demand_and_in_arabic() -> None:
    _, verdict = ask("check_deal", deal={"date": "2018-06-01", "text": COAL}, trace=True, lang="ar")
    assert verdict["steps"]
    assert any("\u0600" <= letter <= "\u06ff" for letter in verdict["provisions"][0]["says"])


def test_questions_come_along() -> None:
    _, verdict = ask("check_deal", words="In May 2017 coal from North Korea was shipped to China")
    assert verdict["outcome"] != "not_restricted"
    assert all(question["ask"] for question in verdict["questions"])


def test_an_article() -> None:
    text = "Pyongyang, 3 May 2019. The minister said that North Korea would sell coal to China next month."
    failed, found = ask("read_article", text=text)
    assert not failed
    assert found["items"][0]["verdict"]["outcome"] == "prohibited"


def test_a_name() -> None:
    _, found = ask("screen_name", name="조춘룡", dataset="un-dprk")
    assert found["results"][0]["match"]


def test_the_law() -> None:
    _, one = ask("show_provision", provision="2371/8")
    assert one["id"] == "un-dprk/2371/8"
    _, found = ask("list_provisions", words="coal", as_of="2018-01-01")
    assert "un-dprk/2371/8" in [row["id"] for row in found["result"]]
    failed, _ = ask("compare_law", first="2016-01-01", last="2018-01-01")
    assert not failed


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("check_deal", {}, "one of them"),
        ("check_deal", {"words": COAL, "as_of": "yesterday"}, "2023-09-13"),
        ("check_deal", {"deal": {"suplier": "x"}}, "known ones are"),
        ("read_article", {}, "one of them"),
        ("read_article", {"url": "http://127.0.0.1/"}, "private"),
        ("screen_name", {"name": "x", "schema": "Planet"}, "no schema"),
        ("screen_name", {"name": "x", "limit": 0}, "greater than or equal"),
        ("show_provision", {"provision": "9999/1"}, "9999/1"),
        ("list_provisions", {"regime": "un-moon"}, "no regime"),
    ],
)
def test_what_went_wrong_reaches_the_assistant(tool: str, arguments: dict[str, Any], words: str) -> None:
    failed, said = ask(tool, **arguments)
    assert failed
    assert words in said


def test_over_standard_input_and_output() -> None:
    server = mcp.StdioServerParameters(command=sys.executable, args=["-m", "nizam", "mcp"])

    async def call() -> Any:
        with anyio.fail_after(60):
            async with mcp.Client(mcp.stdio_client(server)) as client:
                found = await client.read_resource("nizam://provisions/un-dprk/2371/8")
                return json.loads(found.contents[0].text)

    assert anyio.run(call)["id"] == "un-dprk/2371/8"


def test_over_http() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen([sys.executable, "-m", "nizam", "mcp", "--http", "--port", str(port)])
    try:
        _wait_for(port)

        async def call() -> Any:
            with anyio.fail_after(60):
                async with mcp.Client(f"http://127.0.0.1:{port}/mcp") as client:
                    return await client.call_tool("check_deal", {"words": COAL})

        assert anyio.run(call).structured_content["outcome"] == "prohibited"
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")
