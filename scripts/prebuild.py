"""Prepare an installation: what `nizam doctor --prepare` builds, beside the code."""

from __future__ import annotations

import shutil

from nizam import diskcache
from nizam.prepared import prepare


def main() -> None:
    shutil.rmtree(diskcache.BUILT, ignore_errors=True)
    prepare(diskcache.BUILT)


if __name__ == "__main__":
    main()
