"""A real PostgreSQL server for tests, where the system has one."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST_S = 60
MISSING = "no PostgreSQL server: apt-get install postgresql (or set POSTGRES_BIN to the folder of initdb)"


def programs() -> Path | None:
    """The folder of the server's programs: POSTGRES_BIN, the path, or where Debian puts them."""
    named = os.environ.get("POSTGRES_BIN") or shutil.which("initdb")
    if named:
        return Path(named) if Path(named).is_dir() else Path(named).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """A server of its own with data that is thrown away; the address of its database `postgres`."""
    user = _somebody_else()
    folder = Path(tempfile.mkdtemp(prefix="verifier-postgres-"))
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=50"
    try:
        _run(user, bin_ / "initdb", "-D", data, "-U", "verifier", "-A", "trust", "-E", "UTF8", "--locale=C")
        _run(user, bin_ / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        yield f"postgresql://verifier@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _run(user, bin_ / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _somebody_else() -> str | None:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return next(name for name in ("postgres", "nobody") if name in {p.pw_name for p in pwd.getpwall()})


def _run(user: str | None, *command: object) -> None:
    subprocess.run(
        [*map(str, command)], user=user, cwd="/", check=True, timeout=LONGEST_S, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
