"""Arrays shown from their addresses, which compiled code hands on without counting who holds them.

Whoever passes an address keeps the array alive until the call is over. Needs numba; imported only by the kernels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import carray, njit, types
from numba.core import cgutils
from numba.extending import intrinsic


@intrinsic
def _pointer(typing_context: Any, number: Any) -> Any:  # noqa: ARG001 - the shape of an intrinsic
    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:  # noqa: ARG001
        return builder.inttoptr(values[0], cgutils.voidptr_t)

    return types.voidptr(types.int64), generate


@njit(cache=True, nogil=True)
def u1(book: Any, at: int) -> Any:
    return carray(_pointer(book[at, 0]), (book[at, 1],), np.uint8)


@njit(cache=True, nogil=True)
def i2(book: Any, at: int) -> Any:
    return carray(_pointer(book[at, 0]), (book[at, 1],), np.int16)


@njit(cache=True, nogil=True)
def i4(book: Any, at: int) -> Any:
    return carray(_pointer(book[at, 0]), (book[at, 1],), np.int32)


@njit(cache=True, nogil=True)
def i8(book: Any, at: int) -> Any:
    return carray(_pointer(book[at, 0]), (book[at, 1],), np.int64)


@njit(cache=True, nogil=True)
def u8(book: Any, at: int) -> Any:
    return carray(_pointer(book[at, 0]), (book[at, 1],), np.uint64)


@njit(cache=True, nogil=True)
def f4(book: Any, at: int) -> Any:
    return carray(_pointer(book[at, 0]), (book[at, 1],), np.float32)


def addresses(arrays: Sequence[Any]) -> Any:
    """Address and length of each array."""
    if not all(one.flags.c_contiguous for one in arrays):
        raise ValueError("arrays in one piece are expected")
    return np.array([(one.__array_interface__["data"][0], one.size) for one in arrays], np.int64)
