"""Where work is done that would keep the loop from its requests.

Thinking (reading, judging, screening) is done by few threads: more of them would only take the interpreter from
each other and from the loop. Waiting (for another host, for a disk) is done by many: it takes nothing
from thinking.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THINKING, _WAITING = 4, 32
_SWITCH_SECONDS = 0.001
"""After how long a thread that thinks lets the loop have its turn; Python's own 0.005 add up over a request."""
_POOL = ThreadPoolExecutor(_WAITING, "nizam-waits")


async def prepare() -> None:
    """Set up the running loop's threads."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THINKING, "nizam-thinks"))
    sys.setswitchinterval(_SWITCH_SECONDS)


async def waiting(work: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T:
    """Do what mostly waits."""
    bound = partial(contextvars.copy_context().run, work, *args, **named)
    return await asyncio.get_running_loop().run_in_executor(_POOL, bound)
