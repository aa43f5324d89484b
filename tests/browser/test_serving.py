"""The server keeps its promises when it is started, stopped, killed and started again."""

import os
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.browser.conftest import ROOT, LiveServer


def port_of(server: LiveServer) -> int:
    return urlsplit(server.url).port


def test_a_first_start_makes_people_to_sign_in_as_and_names_them(live_server):
    said = live_server.output.read_text()

    assert f"Process id: {live_server.process.pid}" in said
    assert all(person.email in said and person.password in said for person in live_server.people)


def test_a_request_begun_before_the_stop_is_answered(own_server):
    with socket.create_connection(("127.0.0.1", port_of(own_server))) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        time.sleep(0.3)
        own_server.process.terminate()
        time.sleep(0.5)
        connection.sendall(b"\r\n")
        answer = connection.recv(100)

    assert answer.startswith(b"HTTP/1.1 200")
    assert own_server.process.wait(timeout=10) == 0


def test_after_the_stop_nobody_new_is_let_in(own_server):
    with socket.create_connection(("127.0.0.1", port_of(own_server))) as connection:
        connection.sendall(b"GET /healthz")
        time.sleep(0.3)
        own_server.process.terminate()
        time.sleep(0.5)

        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port_of(own_server)))


def test_a_killed_server_frees_its_port_and_is_soon_ready_again(own_server):
    port = port_of(own_server)
    own_server.kill()
    before = processor_seconds()

    again = LiveServer(own_server.data, port)
    try:
        assert urlopen(f"{again.url}/readyz").status == 200
    finally:
        again.kill()

    # On the processor, because by the clock a busy machine would decide.
    assert processor_seconds() - before < 3


def processor_seconds() -> float:
    """What the processes that we started, and that have ended, have taken."""
    spent = os.times()
    return spent.children_user + spent.children_system


def test_a_taken_port_is_said_with_a_way_out(live_server):
    port = port_of(live_server)

    outcome = subprocess.run(
        [sys.executable, "-m", "cdop.serve", "--port", str(port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert outcome.returncode == 2
    assert outcome.stderr == (
        f"Port {port} is taken by another program. Choose another: --port {port + 1}\n"
    )
