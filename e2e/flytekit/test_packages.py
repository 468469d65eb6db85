"""Real packages, registered by flytekit's own client: once, again, and again with something changed."""

import os
import pathlib
import tarfile
import unittest

from flyteidl.admin.launch_plan_pb2 import LaunchPlan as LaunchPlanProto
from flyteidl.admin.task_pb2 import TaskSpec as TaskSpecProto
from flyteidl.admin.workflow_pb2 import WorkflowSpec as WorkflowSpecProto
from flyteidl.core.identifier_pb2 import Identifier
from flytekit.configuration import SerializationSettings
from flytekit.exceptions.user import FlyteInvalidInputException
from flytekit.models.admin.workflow import WorkflowSpec
from flytekit.models.launch_plan import LaunchPlan
from flytekit.models.task import TaskSpec
from sandbox_case import DOMAIN, PROJECT, ROOT, VERSION, SandboxCase

PACKAGES = pathlib.Path(os.environ.get("CONTRAIL_SHARED", ROOT.parent / "shared")) / "data" / "packages"
# The kind at the end of a file's name, and what the file holds.
KINDS = {"1": (TaskSpecProto, TaskSpec), "2": (WorkflowSpecProto, WorkflowSpec), "3": (LaunchPlanProto, LaunchPlan)}


def fill_ids(message):
    """Completes every identifier in a message, as whoever registers a package has to."""
    if isinstance(message, Identifier):
        message.project = message.project or PROJECT
        message.domain = message.domain or DOMAIN
        message.version = message.version or VERSION
        return
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            if field.message_type.fields_by_name["value"].message_type is not None:
                for member in value.values():
                    fill_ids(member)
        else:
            for member in value if field.is_repeated else [value]:
                fill_ids(member)


def entities_of(package):
    """The entities of an archive in the order of registration, as (kind, message)."""
    with tarfile.open(package) as archive:
        members = sorted(archive.getmembers(), key=lambda member: int(member.name.split("_", 1)[0]))
        for member in members:
            kind = member.name.removesuffix(".pb").rsplit("_", 1)[1]
            message = KINDS[kind][0].FromString(archive.extractfile(member).read())
            fill_ids(message)
            yield kind, message


def change(kind, message):
    """Changes one field; returns words that a refusal must have to name the difference, or None where Flyte takes it for the same."""
    if kind == "1":
        message.template.metadata.discovery_version = "changed"
        return "/metadata/discovery_version"
    if kind == "2":
        message.template.metadata.on_failure = 1 - message.template.metadata.on_failure
        return "/metadata/on_failure"
    message.spec.labels.values["changed"] = "yes"
    for parameter in message.spec.default_inputs.parameters.values():
        if parameter.HasField("default"):
            parameter.required = True
            return "/default_inputs/"
    # flyteadmin compares launch plans by their defaults alone.
    return None


@unittest.skipUnless(PACKAGES.is_dir(), f"needs the packages of real clients, which are not at {PACKAGES}")
class PackagesTest(SandboxCase):
    flags = ["--empty", "--no-engine"]

    def register(self, kind, message):
        return self.remote.raw_register(
            KINDS[kind][1].from_flyte_idl(message), SerializationSettings(image_config=None, project=PROJECT, domain=DOMAIN),
            version=VERSION, create_default_launchplan=False,
        )

    def test_each_package_registers_once_again_and_not_changed(self):
        packages = sorted(PACKAGES.glob("*.tgz"))
        self.assertGreaterEqual(len(packages), 13)
        for package in packages:
            with self.subTest(package.name):
                entities = list(entities_of(package))
                for _ in ("the first time", "the same again"):
                    for kind, message in entities:
                        self.assertEqual(self.register(kind, message).version, VERSION)
                for kind, message in entities:
                    changed = type(message).FromString(message.SerializeToString())
                    difference = change(kind, changed)
                    if difference is None:
                        self.register(kind, changed)
                        continue
                    with self.assertRaises(FlyteInvalidInputException) as refusal:
                        self.register(kind, changed)
                    self.assertIn("with different structure already exists", str(refusal.exception))
                    self.assertIn(difference, str(refusal.exception))


if __name__ == "__main__":
    unittest.main()
