"""`nizam serve` as tests run it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx


class Server:
    """`nizam serve` as a process, its port and its log."""

    def __init__(self, home: Path, log: Path, **environ: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.log = log
        self.environ = {**os.environ, "NIZAM_HOME": str(home), "NIZAM_KERNEL": "0", **environ}
        with log.open("wb") as written:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "nizam", "serve", "--port", str(self.port)], stderr=written, env=self.environ
            )
        self.url = f"http://127.0.0.1:{self.port}"
        for _ in range(600):
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise TimeoutError(log.read_text())

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are; what comes back until the server closes or says no more."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            try:
                connection.sendall(data)
                connection.settimeout(3)
                return connection.recv(65536)
            except OSError:
                return b""

    def alive(self) -> bool:
        return self.process.poll() is None and httpx.get(f"{self.url}/healthz", timeout=10).status_code == 200

    def stop(self) -> int:
        """End it as a machine that shuts down would; its exit code."""
        self.process.terminate()
        return self.process.wait(30)
