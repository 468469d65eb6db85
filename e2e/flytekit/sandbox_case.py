"""A test case with a sandbox of its own, built program and all, and a FlyteRemote for it."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from flytekit.configuration import Config
from flytekit.remote import FlyteRemote

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECT, DOMAIN = "flytesnacks", "development"


class SandboxCase(unittest.TestCase):
    flags = ["--empty"]

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="contrail-flytekit-"))
        cls.process = subprocess.Popen(
            ["node", str(ROOT / "bin" / "contrail.mjs"), "sandbox", "--port", "0", "--data", str(cls.folder / "data"),
             "--python", sys.executable, *cls.flags],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=cls.folder,
        )
        said = ""
        for line in cls.process.stdout:
            said += line
            found = re.search(r"endpoint\s+(localhost:\d+)", line)
            if found:
                cls.endpoint = found.group(1)
                break
        else:
            raise AssertionError(f"the sandbox did not start:\n{said}")
        cls.remote = FlyteRemote(Config.for_endpoint(cls.endpoint, insecure=True), PROJECT, DOMAIN)
        # Registration packs the folder of the module, so it gets one of its own.
        cls.code = cls.folder / "code"
        cls.code.mkdir()
        shutil.copy(pathlib.Path(__file__).with_name("example_workflows.py"), cls.code)
        sys.path.insert(0, str(cls.code))

    @classmethod
    def tearDownClass(cls):
        cls.process.terminate()
        cls.process.communicate(timeout=30)
        shutil.rmtree(cls.folder, ignore_errors=True)
        sys.path.remove(str(cls.code))

    def pyflyte(self, *arguments, check=True):
        """Runs pyflyte against the sandbox; returns what it printed."""
        config = self.folder / "config.yaml"
        config.write_text(f"admin:\n  endpoint: dns:///{self.endpoint}\n  insecure: true\n")
        done = subprocess.run(
            [sys.executable, "-m", "flytekit.clis.sdk_in_container.pyflyte", "--config", str(config), *arguments],
            cwd=self.code, capture_output=True, text=True, timeout=180,
            env={**os.environ, "FLYTE_SDK_RICH_TRACEBACKS": "0", "COLUMNS": "300"},
        )
        if check and done.returncode != 0:
            raise AssertionError(f"pyflyte {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done.stdout + done.stderr
