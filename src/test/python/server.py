"""A real Jupyter Server with its default limits, and a client that talks to a kernel through it, as JupyterLab does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import requests
import websocket
from conftest import environment


class Output(NamedTuple):
    """What came back of a cell."""

    text: str
    messages: int
    status: str
    seconds: float


class ServedKernel:
    """A kernel behind a server, one cell at a time."""

    def __init__(self, url: str, name: str) -> None:
        self.session = uuid.uuid4().hex
        answer = requests.post(f"{url}/api/kernels", json={"name": name}, timeout=60)
        answer.raise_for_status()
        kernel = answer.json()["id"]
        address = f"{url.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id={self.session}"
        self.socket = websocket.create_connection(address, timeout=120)

    def run(self, code: str) -> Output:
        """Waits for the reply and for the idle status, as every client has to."""
        sent = self.send("execute_request", {"code": code, "silent": False, "stop_on_error": False})
        begun = time.monotonic()
        pieces: list[str] = []
        status = None
        idle = False
        while not (idle and status):
            message = json.loads(self.socket.recv())
            if message["parent_header"].get("msg_id") != sent:
                continue
            content = message["content"]
            if message["msg_type"] == "stream":
                pieces.append(content["text"])
            elif message["msg_type"] == "execute_reply":
                status = content["status"]
            elif message["msg_type"] == "status":
                idle = content["execution_state"] == "idle"
        return Output("".join(pieces), len(pieces), status, time.monotonic() - begun)

    def send(self, kind: str, content: dict[str, Any], channel: str = "shell") -> str:
        """Sends a request and returns its id."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session, "username": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel}
        self.socket.send(json.dumps(message))
        return header["msg_id"]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that runs as long as it is needed."""
    command = [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser", "--ServerApp.port=0"]
    options = ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", "--ServerApp.disable_check_xsrf=True"]
    runtime = folder / "runtime"
    env = {**environment(), "JUPYTER_RUNTIME_DIR": str(runtime)}
    with open(folder / "server.log", "wb") as log:
        server = subprocess.Popen([*command, *options], env=env, stdout=log, stderr=log)
        try:
            yield address(runtime)
        finally:
            server.terminate()
            server.wait(timeout=60)


def address(runtime: Path) -> str:
    """Where the server listens, once it says so."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for file in runtime.glob("jpserver-*.json"):
            if file.stat().st_size:
                return json.loads(file.read_text())["url"].rstrip("/")
        time.sleep(0.1)
    raise TimeoutError((runtime.parent / "server.log").read_text())
