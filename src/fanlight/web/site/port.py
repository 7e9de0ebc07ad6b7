"""Whether the server can have its port."""

from __future__ import annotations

import socket

import click


def check_port(port: int, host: str = "127.0.0.1") -> None:
    """Refuse a port that somebody else uses, before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Port {port} is in use: perhaps Fanlight runs already at http://{host}:{port}/. "
                f"Choose another with --port {port + 1}"
            ) from None
