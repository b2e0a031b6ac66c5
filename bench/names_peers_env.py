"""An environment in which nomenklatura runs beside Nizam, made apart from the project's own.

Run: python bench/names_peers_env.py [FOLDER], then FOLDER/bin/python bench/names.py DATA --peers
nomenklatura needs PyICU, which comes as source alone: g++, pkg-config and the headers of ICU (Debian: libicu-dev) must
be there. followthemoney, rigour and normality come as wheels; versions are pinned, because their newest do not always
fit each other. FOLDER is `nizam-peers` in the temporary folder unless given; it takes some three minutes and 700 MB.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = ("nomenklatura==4.17.4", "followthemoney==4.11.2", "rigour==2.6.1", "normality==3.1.0", "pyicu==2.17")
_TRY = """
from followthemoney import model
from nomenklatura.matching import LogicV2
one = model.get_proxy({"id": "a", "schema": "Person", "properties": {"name": ["Zaydun al-Qustani"]}})
two = model.get_proxy({"id": "b", "schema": "Person", "properties": {"name": ["Zaidoun Qustani"]}})
print("logic-v2 answers:", LogicV2.compare(one, two, LogicV2.default_config()).score)
"""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "nizam-peers"
    missing = [tool for tool in ("g++", "pkg-config") if shutil.which(tool) is None]
    if missing or subprocess.run(["pkg-config", "--exists", "icu-i18n"], check=False).returncode:
        raise SystemExit(
            f"PyICU cannot be built here: {', '.join(missing) or 'the headers of ICU (libicu-dev)'} missing."
        )
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PINNED], check=True)
    subprocess.run([*pip, "--editable", f"{ROOT}[bench]"], check=True)
    subprocess.run([str(python), "-c", _TRY], check=True)
    print(f"ready: {python} bench/names.py DATA --peers")


if __name__ == "__main__":
    main()
