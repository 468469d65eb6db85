"""The FlyteRemote guide, what test_remote.py leaves of it: configuration, registration of each kind, every option of an execution, data, pyflyte."""

import os
import pathlib
import re
import shutil
import unittest
from unittest import mock

import pandas as pd
from flytekit import LaunchPlan, StructuredDataset, reference_launch_plan, reference_task, reference_workflow, workflow
from flytekit.configuration import Config, ImageConfig, PlatformConfig
from flytekit.core.options import Options
from flytekit.models.common import Annotations, Labels, RawOutputDataConfig
from flytekit.models.core.execution import WorkflowExecutionPhase as Phase
from flytekit.models.filters import Equal
from flytekit.models.security import Identity, SecurityContext
from flytekit.remote import FlyteRemote
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile
from sandbox_case import DOMAIN, PROJECT, VERSION, SandboxCase

IMAGE = "docker.io/xyz:latest"


class GuideTest(SandboxCase):
    module_name = "guide_workflows"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Code that is not uploaded is found where the sandbox was started.
        shutil.copy(cls.code / "guide_workflows.py", cls.folder)
        cls.plain = cls.settings(image_config=ImageConfig.from_images(IMAGE, {"spark": "docker.io/spark:latest"}), env={"COLOUR": "red"})
        cls.tasks = {name: cls.remote.register_task(getattr(cls.module, name), cls.plain) for name in ("add", "colour", "read_back")}
        for name in ("sum_up", "data"):
            cls.remote.register_workflow(getattr(cls.module, name), cls.plain)
        cls.plan = cls.remote.register_launch_plan(cls.module.plan, VERSION, serialization_settings=cls.plain)
        cls.summed = cls("succeeds").succeeds(cls.remote.execute(cls.plan, inputs={}, execution_name="summed"))

    def succeeds(self, execution):
        done = self.finished(execution)
        self.assertEqual(done.closure.phase, Phase.SUCCEEDED, done.error and done.error.message)
        return done

    # ------------------------------------------------------------ configuration

    def test_every_way_to_configure_it_leads_here(self):
        file = self.folder / "remote.yaml"
        file.write_text(f"admin:\n  endpoint: dns:///{self.endpoint}\n  insecure: true\n")
        with mock.patch.dict(os.environ, {"FLYTE_PLATFORM_URL": self.endpoint, "FLYTE_PLATFORM_INSECURE": "true"}):
            from_environment = Config.auto()
        for config in (
            Config.auto(str(file)),
            from_environment,
            Config.for_endpoint(self.endpoint, insecure=True),
            Config(platform=PlatformConfig(endpoint=self.endpoint, insecure=True)),
        ):
            remote = FlyteRemote(config, default_project=PROJECT, default_domain=DOMAIN)
            self.assertIn(PROJECT, [project.id for project in remote.list_projects()])
        self.assertEqual(Config.for_sandbox().platform.endpoint, "localhost:30080")
        self.assertEqual([domain.id for domain in self.remote.get_domains()], ["development", "staging", "production"])

    # ------------------------------------------------------------ registration

    def test_registers_each_kind_with_its_settings(self):
        self.assertEqual(self.tasks["add"].container.image, IMAGE)
        self.assertEqual(self.plan.default_inputs.parameters["a"].default.scalar.primitive.integer, 3)
        self.assertEqual(self.summed.outputs["o0"], 5)
        self.assertEqual(self.succeeds(self.remote.execute(self.tasks["colour"], inputs={})).outputs["o0"], "red")

    def test_composes_workflows_and_launch_plans_of_fetched_entities(self):
        fetched_add, fetched_sum = self.tasks["add"], self.workflow("sum_up")

        @workflow
        def composed(a: int) -> int:
            return fetched_add(a=fetched_sum(a=a, b=10), b=100)

        registered = self.remote.register_workflow(composed, self.settings(version="composed"))
        self.assertEqual(self.succeeds(self.remote.execute(registered, inputs={"a": 1})).outputs["o0"], 111)
        plan = LaunchPlan.create("guide.of_a_fetched_workflow", self.module.sum_up, fixed_inputs={"b": 40})
        registered = self.remote.register_launch_plan(plan, VERSION, serialization_settings=self.plain)
        self.assertEqual(self.succeeds(self.remote.execute(registered, inputs={"a": 2})).outputs["o0"], 42)

    def test_uploads_code_and_files(self):
        path = self.folder / "to upload.txt"
        path.write_text("content")
        _, location = self.remote.upload_file(path, PROJECT, DOMAIN)
        self.assertEqual(pathlib.Path(location).read_text(), "content")
        scripted = self.remote.register_script(
            self.module.sum_up, image_config=self.plain.image_config, version="script", project=PROJECT, domain=DOMAIN, copy_all=True,
            source_path=str(self.code), module_name="guide_workflows",
        )
        self.assertEqual(self.succeeds(self.remote.execute(scripted, inputs={"a": 4})).outputs["o0"], 6)
        fast = self.remote.fast_register_workflow(self.module.sum_up, self.settings(version="fast"), "fast")
        task = self.remote.fetch_task(name="guide_workflows.add", version="fast")
        self.assertIn("--additional-distribution", task.container.args)
        self.assertEqual(fast.id.version, "fast")

    # ------------------------------------------------------------ execution

    def test_an_execution_takes_every_option(self):
        raw = self.folder / "raw"
        options = Options(
            labels=Labels({"team": "guide"}), annotations=Annotations({"why": "a test"}), max_parallelism=4,
            raw_output_data_config=RawOutputDataConfig(str(raw)),
            security_context=SecurityContext(run_as=Identity(k8s_service_account="robot", iam_role="role")),
        )
        execution = self.succeeds(self.remote.execute(
            self.workflow("data"), inputs={"rows": 2}, project=PROJECT, domain=DOMAIN, execution_name_prefix="guide", options=options,
            type_hints={"rows": int}, overwrite_cache=True, interruptible=True, envs={"COLOUR": "blue"}, tags=["one", "two"],
        ))
        spec = execution.spec
        self.assertRegex(execution.id.name, r"^guide-")
        self.assertEqual((spec.labels.values, spec.annotations.values, spec.max_parallelism), ({"team": "guide"}, {"why": "a test"}, 4))
        self.assertEqual((spec.security_context.run_as.k8s_service_account, spec.security_context.run_as.iam_role), ("robot", "role"))
        self.assertEqual((spec.overwrite_cache, spec.interruptible, spec.envs.envs, sorted(spec.tags)), (True, True, {"COLOUR": "blue"}, ["one", "two"]))
        self.assertTrue(execution.outputs.get_literal("model_file").scalar.blob.uri.startswith(str(raw)))
        quiet = self.remote.execute(self.plan, inputs={"a": 1}, options=Options(disable_notifications=True))
        self.assertTrue(self.succeeds(quiet).spec.disable_all)

    def test_the_environment_of_an_execution_reaches_its_tasks(self):
        execution = self.remote.execute(self.tasks["colour"], inputs={}, envs={"COLOUR": "green"})
        self.assertEqual(self.succeeds(execution).outputs["o0"], "green")

    def test_the_same_name_is_the_same_execution_and_waiting_for_it_is_short(self):
        again = self.remote.execute(self.plan, inputs={}, execution_name="summed", wait=True)
        self.assertEqual(again.outputs["o0"], 5)

    def test_executes_what_is_local_or_only_referred_to(self):
        def header(a: int, b: int) -> int:
            return 0

        local = self.remote.execute(
            self.module.sum_up, inputs={"a": 1, "b": 1}, version="local", image_config=self.plain.image_config,
        )
        self.assertEqual(self.succeeds(local).outputs["o0"], 2)
        for reference, name in ((reference_task, "add"), (reference_workflow, "sum_up"), (reference_launch_plan, "plan")):
            entity = reference(PROJECT, DOMAIN, f"guide_workflows.{name}", VERSION)(header)
            self.assertEqual(self.succeeds(self.remote.execute(entity, inputs={"a": 2, "b": 3})).outputs["o0"], 5)

    # ------------------------------------------------------------ data

    def test_data_comes_back_and_goes_in_again(self):
        execution = self.succeeds(self.remote.execute(self.workflow("data"), inputs={"rows": 4}))
        self.assertEqual(set(execution.outputs), {"frame", "dataset", "folder", "model_file"})
        outputs = execution.outputs
        frame = outputs.get("frame", as_type=pd.DataFrame)
        self.assertEqual(frame["square"].tolist(), [0, 1, 4, 9])
        self.assertEqual(outputs.get("dataset", as_type=StructuredDataset).open(pd.DataFrame).all()["n"].tolist(), [0, 1, 2, 3])
        with open(outputs["model_file"]) as file:
            self.assertEqual(file.read(), "4 rows")
        target = self.folder / "downloaded"
        self.remote.download(outputs, str(target))
        self.assertEqual(sorted(path.name for path in target.rglob("*.txt")), ["a.txt", "b.txt"])
        target = self.folder / "fetched"
        self.pyflyte("fetch", f"flyte://v1/{PROJECT}/{DOMAIN}/{execution.id.name}/n0/o/model_file", str(target))
        self.assertEqual([path.read_text() for path in [target, *target.rglob("*")] if path.is_file()], ["4 rows"])
        node = self.remote.sync(execution, sync_nodes=True).node_executions["n0"]
        self.assertEqual(node.outputs.get("frame", as_type=pd.DataFrame)["n"].tolist(), [0, 1, 2, 3])
        folder = self.folder / "local"
        folder.mkdir()
        for name in ("first.txt", "second.txt"):
            (folder / name).write_text("from here")
        said = self.succeeds(self.remote.execute(self.tasks["read_back"], inputs={
            "frame": frame, "dataset": StructuredDataset(dataframe=frame), "folder": FlyteDirectory(str(folder)), "model_file": FlyteFile(str(folder / "first.txt")),
        })).outputs["o0"]
        self.assertEqual(said, "20|from here|['first.txt', 'second.txt']")

    # ------------------------------------------------------------ what else there is to ask

    def test_looks_things_up_lazily_and_lists_with_filters(self):
        self.assertEqual(self.remote.fetch_task_lazy(name="guide_workflows.add", version=VERSION).entity.id.version, VERSION)
        self.assertEqual(self.remote.fetch_workflow_lazy(name="guide_workflows.sum_up", version=VERSION).entity.id.version, VERSION)
        found = self.remote.recent_executions(filters=[Equal("execution_name", "summed")])
        self.assertEqual([one.id.name for one in found], ["summed"])
        span = self.remote.get_execution_metrics(self.summed.id)
        self.assertIn("WORKFLOW_SETUP", str(span._span))
        url = self.remote.generate_console_url(self.summed)
        self.assertEqual(url, f"http://{self.endpoint}/console/projects/{PROJECT}/domains/{DOMAIN}/executions/summed")
        for entity, kind in ((self.tasks["add"], "task"), (self.workflow("sum_up"), "workflow"), (self.plan, "launch_plan")):
            self.assertIn(f"/console/projects/{PROJECT}/domains/{DOMAIN}/{kind}/{entity.id.name}/version/{VERSION}", self.remote.generate_console_url(entity))

    # ------------------------------------------------------------ pyflyte

    def name_in(self, said):
        return re.search(r"/executions/([a-z0-9-]+)", said).group(1)

    def ended(self, name):
        return self.succeeds(self.remote.fetch_execution(PROJECT, DOMAIN, name))

    def test_pyflyte_runs_what_is_registered_with_its_options(self):
        said = self.pyflyte(
            "run", "--remote", "-p", PROJECT, "-d", DOMAIN, "--name", "by-pyflyte", "--env", "COLOUR=violet", "--tag", "cli",
            "--labels", "team=cli", "--overwrite-cache", "--max-parallelism", "2", "guide_workflows.py", "colour",
        )
        done = self.ended(self.name_in(said))
        self.assertEqual((done.id.name, done.outputs["o0"], done.spec.tags, done.spec.labels.values), ("by-pyflyte", "violet", ["cli"], {"team": "cli"}))
        said = self.pyflyte("run", "-p", PROJECT, "-d", DOMAIN, "remote-launchplan", "guide_workflows.plan", "--a", "30")
        self.assertEqual(self.ended(self.name_in(said)).outputs["o0"], 32)

    def test_pyflyte_execution_fetch_info_and_launch_plans(self):
        said = self.pyflyte("execution", "-p", PROJECT, "-d", DOMAIN, "--execution-id", "summed", "relaunch")
        self.assertEqual(self.ended(re.search(r"\b(f?[a-z][a-z0-9]{19})\b", said).group(1)).outputs["o0"], 5)
        failed = self.finished(self.remote.execute(self.workflow("data"), inputs={"rows": -1}))
        said = self.pyflyte("execution", "-p", PROJECT, "-d", DOMAIN, "--execution-id", failed.id.name, "recover", check=False)
        self.assertNotIn("Traceback", said)
        self.assertIn("'o0': 5", self.pyflyte("fetch", f"flyte://v1/{PROJECT}/{DOMAIN}/summed/n0/o", check=False))
        self.assertIn("Flyte Backend Version", self.pyflyte("info"))
        self.pyflyte("launchplan", "-p", PROJECT, "-d", DOMAIN, "--activate", "guide_workflows.plan", VERSION)
        self.assertEqual(self.remote.fetch_active_launchplan(name="guide_workflows.plan").id.version, VERSION)
        self.assertIn("guide_workflows.plan", self.pyflyte("get", "launchplan", "-p", PROJECT, "-d", DOMAIN))
        self.pyflyte("launchplan", "-p", PROJECT, "-d", DOMAIN, "--deactivate", "guide_workflows.plan", VERSION)
        self.assertIsNone(self.remote.fetch_active_launchplan(name="guide_workflows.plan"))


if __name__ == "__main__":
    unittest.main()
