"""A private PostgreSQL cluster on loopback for one test run. Standard library only."""

import glob
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

START_SECONDS_MAX = 60


class Cluster:
    """`with Cluster() as cluster: cluster.database("name")` gives the URL of a fresh database."""

    def __enter__(self):
        binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        self.bin = pathlib.Path(binaries[-1] if binaries else pathlib.Path(shutil.which("initdb")).resolve().parent)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="warifu-postgres-"))
        # PostgreSQL refuses to run as root.
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        # The machine's power is not part of these tests, so nothing waits for the disk.
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "fsync": "off"}
        settings["unix_socket_directories"] = self.folder
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        start = ["-D", data, "-l", self.folder / "log", "-w", "-t", str(START_SECONDS_MAX), "-o", options]
        self._run("pg_ctl", "start", *start)
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "stop", "-D", self.folder / "data", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, name):
        self._run("createdb", "-h", self.folder, "-p", str(self.port), "-U", "postgres", "-T", "template0", name)
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def dump(self, name):
        """Everything in a database as text, to look for what must not be there."""
        return self._run("pg_dump", "-h", self.folder, "-p", str(self.port), "-U", "postgres", name)

    def _run(self, program, *words):
        command = [*self.user, self.bin / program, *words]
        # The server inherits what pg_ctl has open: a pipe would keep us waiting for as long as it lives.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/")
            output.seek(0)
            text = output.read().decode(errors="replace")
        if done.returncode:
            raise RuntimeError(f"{program}: {text}")
        return text
