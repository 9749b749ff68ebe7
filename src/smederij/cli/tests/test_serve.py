"""Two towns never answer on one port in turn."""

import socket

from smederij.cli.main import main


def test_a_port_that_is_taken_is_refused(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["serve", "--port", str(other.getsockname()[1])]) == 1
    assert "already answers" in capsys.readouterr().err
