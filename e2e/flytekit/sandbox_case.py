"""A test case with a sandbox of its own, built program and all, and a FlyteRemote for it."""

import importlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from datetime import timedelta

from flytekit.configuration import Config, FastSerializationSettings, ImageConfig, SerializationSettings
from flytekit.remote import FlyteRemote

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECT, DOMAIN, VERSION = "flytesnacks", "development", "v1"
WAIT = timedelta(seconds=120)
POLL = timedelta(milliseconds=100)


def poll(condition, what, seconds=60):
    """Waits until `condition` gives something true, and returns it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        result = condition()
        if result:
            return result
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


class SandboxCase(unittest.TestCase):
    flags = ["--empty"]
    environment = {}
    # The module of workflows that is uploaded.
    module_name = "example_workflows"

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="contrail-flytekit-"))
        cls.process = subprocess.Popen(
            ["node", str(ROOT / "bin" / "contrail.mjs"), "sandbox", "--port", "0", "--data", str(cls.folder / "data"),
             "--python", sys.executable, *cls.flags],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=cls.folder, env={**os.environ, **cls.environment},
        )
        cls.addClassCleanup(cls.end)
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
        shutil.copy(pathlib.Path(__file__).with_name(f"{cls.module_name}.py"), cls.code)
        sys.path.insert(0, str(cls.code))
        cls.module = importlib.import_module(cls.module_name)

    @classmethod
    def end(cls):
        """Ends the sandbox and removes what it kept, also after a failed set-up."""
        cls.process.terminate()
        cls.process.communicate(timeout=30)
        shutil.rmtree(cls.folder, ignore_errors=True)
        sys.path[:] = [path for path in sys.path if path != str(cls.folder / "code")]

    @classmethod
    def settings(cls, **options):
        return SerializationSettings(
            **{"image_config": ImageConfig.auto_default_image(), "project": PROJECT, "domain": DOMAIN, "version": VERSION, **options}
        )

    @classmethod
    def uploaded(cls):
        """Settings for code that has been uploaded: fast registration as `pyflyte register` does it."""
        _, location = cls.remote.fast_package(cls.code, output=str(cls.folder))
        return cls.settings(fast_serialization_settings=FastSerializationSettings(True, ".", location))

    def finished(self, execution):
        return self.remote.wait(execution, timeout=WAIT, poll_interval=POLL)

    def workflow(self, name):
        return self.remote.fetch_workflow(PROJECT, DOMAIN, f"{self.module_name}.{name}", VERSION)

    def run_workflow(self, name, inputs=None, **options):
        return self.finished(self.remote.execute(self.workflow(name), inputs=inputs or {}, **options))

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
