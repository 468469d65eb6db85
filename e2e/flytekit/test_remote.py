"""FlyteRemote and pyflyte, unchanged, against the sandbox: the FlyteRemote guide method by method."""

import re
import unittest
import urllib.request
from datetime import datetime, timedelta, timezone

from flytekit import WorkflowExecutionPhase
from flytekit.configuration import ImageConfig
from flytekit.core.options import Options
from flytekit.exceptions.system import FlyteSystemException
from flytekit.exceptions.user import FlyteEntityNotExistException, FlyteInvalidInputException
from flytekit.models.common import Labels
from flytekit.models.core.execution import NodeExecutionPhase
from flytekit.models.launch_plan import LaunchPlanState
from sandbox_case import DOMAIN, PROJECT, VERSION, SandboxCase, poll

class RemoteTest(SandboxCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for entity in (
            "nested", "files", "failing", "retrying", "slow_workflow", "dynamic_workflow", "mapped", "gated", "naps", "scheduled",
        ):
            cls.register(getattr(cls.module, entity))

    @classmethod
    def register(cls, entity):
        return cls.remote.register_script(
            entity, image_config=ImageConfig.auto_default_image(), version=VERSION, project=PROJECT, domain=DOMAIN,
            source_path=str(cls.code), module_name="example_workflows",
        )

    # ------------------------------------------------------------ fetch and list

    def test_fetches_every_kind_of_entity_by_version_and_latest(self):
        workflow = self.remote.fetch_workflow(name="example_workflows.nested")
        self.assertEqual(workflow.id.version, VERSION)
        self.assertEqual([node.id for node in workflow.nodes], ["n0", "n1", "n2"])
        self.assertEqual(self.remote.fetch_task(name="example_workflows.add", version=VERSION).id.version, VERSION)
        plan = self.remote.fetch_launch_plan(name="example_workflows.nested", version=VERSION)
        self.assertEqual(plan.workflow_id.name, "example_workflows.nested")
        with self.assertRaises(FlyteEntityNotExistException):
            self.remote.fetch_workflow(name="example_workflows.absent", version=VERSION)

    def test_lists_tasks_by_version_projects_and_domains(self):
        names = {task.id.name for task in self.remote.list_tasks_by_version(VERSION)}
        self.assertTrue({"example_workflows.add", "example_workflows.statistics"} <= names, names)
        projects, _ = self.remote.client.list_projects_paginated(limit=100)
        self.assertIn(PROJECT, [project.id for project in projects])
        self.assertEqual([domain.id for domain in self.remote.client.get_domains()], ["development", "staging", "production"])

    # ------------------------------------------------------------ run and inspect

    def test_runs_a_workflow_and_reads_outputs_of_it_and_of_its_nodes(self):
        execution = self.run_workflow("nested", {"a": 5}, tags=["guide"], envs={"COLOUR": "blue"})
        self.assertEqual(execution.closure.phase, WorkflowExecutionPhase.SUCCEEDED)
        self.assertEqual((execution.outputs["total"], execution.outputs["mean"]), (32, 16.0))
        self.assertEqual(execution.inputs["a"], 5)
        synced = self.remote.sync(execution, sync_nodes=True)
        self.assertEqual(set(synced.node_executions), {"start-node", "end-node", "n0", "n1", "n2"})
        self.assertEqual(synced.node_executions["n0"].outputs["o0"], 15)
        child = synced.node_executions["n0"].subworkflow_node_executions
        self.assertEqual({node.metadata.spec_node_id for node in child.values()}, {"start-node", "end-node", "n0"})
        self.assertEqual(synced.node_executions["n1"].task_executions[0].closure.phase, 3)
        self.assertIn(execution.id.name, [one.id.name for one in self.remote.recent_executions(limit=100)])

    def test_a_task_takes_every_simple_type(self):
        task = self.register(self.module.echo_all)
        inputs = {
            "text": "a, b  c", "number": 1.0, "flag": False, "when": datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.utc),
            "span": timedelta(seconds=90), "names": {"x": 2**53 + 1}, "maybe": None,
        }
        said = self.finished(self.remote.execute(task, inputs=inputs)).outputs["o0"]
        self.assertEqual(said, "a, b  c|1.0|False|2026-01-02T03:04:05.678901+00:00|90.0|[('x', 9007199254740993)]|None")

    def test_runs_a_task_alone(self):
        task = self.remote.fetch_task(name="example_workflows.add", version=VERSION)
        execution = self.finished(self.remote.execute(task, inputs={"a": 20, "b": 22}, execution_name="a-task-alone"))
        self.assertEqual(execution.outputs["o0"], 42)
        self.assertEqual(execution.id.name, "a-task-alone")
        again = self.remote.execute(task, inputs={"a": 20, "b": 22}, execution_name="a-task-alone")
        self.assertEqual(again.id.name, "a-task-alone")

    def test_runs_a_launch_plan_with_options(self):
        plan = self.remote.register_launch_plan(
            self.module.fixed, version=VERSION, project=PROJECT, domain=DOMAIN, serialization_settings=self.settings()
        )
        options = Options(labels=Labels({"team": "guide"}), max_parallelism=3)
        execution = self.finished(self.remote.execute(plan, inputs={}, options=options, overwrite_cache=True))
        self.assertEqual(execution.outputs["total"], 36)
        self.assertEqual(execution.spec.labels.values, {"team": "guide"})

    def test_files_go_in_and_come_back(self):
        execution = self.run_workflow("files", {"text": "two\nlines"})
        self.assertEqual(execution.outputs["o0"], "two\nlines")
        node = self.remote.sync(execution, sync_nodes=True).node_executions["n0"]
        with open(node.outputs["o0"]) as file:
            self.assertEqual(file.read(), "two\nlines")
        got = self.remote.get(f"flyte://v1/{PROJECT}/{DOMAIN}/{execution.id.name}/n1/o/o0")
        self.assertEqual(got.scalar.primitive.string_value, "two\nlines")

    def test_a_failure_says_what_failed(self):
        execution = self.run_workflow("failing", {})
        self.assertEqual(execution.closure.phase, WorkflowExecutionPhase.FAILED)
        self.assertIn("these numbers do not add up", execution.error.message)

    def test_retries_what_can_be_retried(self):
        execution = self.run_workflow("retrying", {})
        self.assertEqual(execution.outputs["o0"], 1)
        node = self.remote.sync(execution, sync_nodes=True).node_executions["n0"]
        self.assertEqual([task.id.retry_attempt for task in node.task_executions], [0, 1])

    def test_dynamic_map_and_cache(self):
        self.assertEqual(self.run_workflow("dynamic_workflow", {"count": 4}).outputs["o0"], 14)
        self.assertEqual(self.run_workflow("mapped", {"values": [1, 2, 3]}).outputs["o0"], [1, 4, 9])
        execution = self.remote.sync(self.run_workflow("dynamic_workflow", {"count": 4}), sync_nodes=True)
        children = execution.node_executions["n0"].subworkflow_node_executions.values()
        hits = [node for node in children if node.closure.task_node_metadata and node.closure.task_node_metadata.cache_status == 2]
        self.assertGreaterEqual(len(hits), 1)

    def test_refuses_bad_inputs_with_the_reason(self):
        with self.assertRaises(FlyteInvalidInputException) as refusal:
            self.remote.client.create_execution(
                PROJECT, DOMAIN, None,
                _spec(self.remote.fetch_launch_plan(name="example_workflows.dynamic_workflow", version=VERSION).id), _no_inputs(),
            )
        self.assertIn("expected_inputs count missing", str(refusal.exception))

    # ------------------------------------------------------------ gates, terminate, schedules

    def test_signals_open_gates(self):
        execution = self.remote.execute(self.workflow("gated"), inputs={"a": 1})
        name = execution.id.name

        def waiting(signal):
            return any(one.id.signal_id == signal for one in self.remote.list_signals(name, PROJECT, DOMAIN))

        poll(lambda: waiting("more"), "the first gate")
        self.remote.set_input("more", name, 41, PROJECT, DOMAIN, python_type=int)
        poll(lambda: waiting("release"), "the second gate")
        self.remote.approve("release", name, PROJECT, DOMAIN)
        self.assertEqual(self.finished(execution).outputs["o0"], 42)
        rejected = self.remote.execute(self.workflow("gated"), inputs={"a": 1})
        name = rejected.id.name
        poll(lambda: waiting("more"), "the first gate")
        self.remote.set_input("more", name, 1, PROJECT, DOMAIN, python_type=int)
        poll(lambda: waiting("release"), "the second gate")
        self.remote.reject("release", name, PROJECT, DOMAIN)
        self.assertEqual(self.finished(rejected).closure.phase, WorkflowExecutionPhase.FAILED)

    def test_a_sleep_ends(self):
        self.assertEqual(self.run_workflow("naps", {}).outputs["o0"], 2)

    def test_terminates_with_the_cause(self):
        execution = self.remote.execute(self.workflow("slow_workflow"), inputs={})

        def running():
            nodes, _ = self.remote.client.list_node_executions(execution.id, limit=10)
            return any(node.id.node_id == "n0" and node.closure.phase == NodeExecutionPhase.RUNNING for node in nodes)

        poll(running, "the slow task to run")
        self.remote.terminate(execution, "it took too long")
        done = self.finished(execution)
        self.assertEqual(done.closure.phase, WorkflowExecutionPhase.ABORTED)
        self.assertEqual(self.remote.client.get_execution(execution.id).closure.abort_metadata.cause, "it took too long")
        with self.assertRaises(FlyteSystemException):
            self.remote.terminate(execution, "again")

    def test_launch_plans_are_switched_on_and_off(self):
        plan = self.remote.register_launch_plan(
            self.module.nightly, version=VERSION, project=PROJECT, domain=DOMAIN, serialization_settings=self.settings()
        )
        self.remote.activate_launchplan(plan.id)
        self.assertEqual(self.remote.fetch_active_launchplan(name="example_workflows.nightly").id.version, VERSION)
        self.remote.deactivate_launchplan(plan.id)
        self.assertEqual(self.remote.client.get_launch_plan(plan.id).closure.state, LaunchPlanState.INACTIVE)
        backfill = self.remote.launch_backfill(
            PROJECT, DOMAIN, datetime(2026, 1, 1, tzinfo=timezone.utc), datetime(2026, 1, 4, tzinfo=timezone.utc),
            "example_workflows.nightly", VERSION, execution_name="a-backfill",
        )
        self.assertEqual(self.finished(backfill).closure.phase, WorkflowExecutionPhase.SUCCEEDED)

    def test_relaunch_and_recover(self):
        execution = self.run_workflow("nested", {"a": 2})
        for method in (self.remote.client.relaunch_execution, self.remote.client.recover_execution):
            name = method(execution.id, None)
            again = self.finished(self.remote.fetch_execution(PROJECT, DOMAIN, name if isinstance(name, str) else name.name))
            self.assertEqual(again.outputs["total"], 26)

    # ------------------------------------------------------------ the command line

    def test_pyflyte_run_remote_prints_a_link_that_opens(self):
        said = self.pyflyte("run", "--remote", "--project", PROJECT, "--domain", DOMAIN, "example_workflows.py", "nested", "--a", "3")
        link = re.search(r"http://\S+?/console/projects/\S+?/executions/[a-z0-9-]+", said)
        self.assertIsNotNone(link, said)
        with urllib.request.urlopen(link.group(0)) as page:
            self.assertIn("contrail-config", page.read().decode())
        name = link.group(0).rsplit("/", 1)[-1]
        self.assertEqual(self.finished(self.remote.fetch_execution(PROJECT, DOMAIN, name)).outputs["total"], 28)

    def test_pyflyte_register_twice_is_no_error(self):
        arguments = ("register", "--project", PROJECT, "--domain", DOMAIN, "--version", "twice", "example_workflows.py")
        self.pyflyte(*arguments)
        self.pyflyte(*arguments)
        execution = self.finished(self.remote.execute(self.remote.fetch_launch_plan(name="example_workflows.parent", version="twice"), inputs={"a": 1}))
        self.assertEqual(execution.outputs["o0"], 37)


def _spec(plan):
    from flytekit.models.execution import ExecutionMetadata, ExecutionSpec

    return ExecutionSpec(launch_plan=plan, metadata=ExecutionMetadata(ExecutionMetadata.ExecutionMode.MANUAL, "x", 0), notifications=None, disable_all=True)


def _no_inputs():
    from flytekit.models.literals import LiteralMap

    return LiteralMap({})


if __name__ == "__main__":
    unittest.main()
