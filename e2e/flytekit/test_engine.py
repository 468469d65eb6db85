"""What the engine does with workflows of real flytekit, part by part."""

import os
import pathlib
import tempfile
import unittest
import urllib.request

from flyteidl.service.dataproxy_pb2 import ARTIFACT_TYPE_DECK
from flytekit.core.options import Options
from flytekit.core.workflow import WorkflowBase
from flytekit.exceptions.user import FlyteInvalidInputException
from flytekit.models.core.execution import NodeExecutionPhase as Node
from flytekit.models.core.execution import TaskExecutionPhase as Task
from flytekit.models.core.execution import WorkflowExecutionPhase as Workflow
from flytekit.models.filters import Equal
from sandbox_case import DOMAIN, POLL, PROJECT, VERSION, WAIT, SandboxCase, poll

SECRETS = tempfile.TemporaryDirectory(prefix="contrail-secrets-")
CACHE_HIT, CACHE_POPULATED = 2, 3


class EngineTest(SandboxCase):
    module_name = "engine_workflows"
    flags = ["--empty", "--max-tasks", "4", "--secrets", SECRETS.name]
    environment = {"_FSEC_ENVS_SECOND": "of the environment"}

    @classmethod
    def setUpClass(cls):
        secret = pathlib.Path(SECRETS.name, "files", "first")
        secret.parent.mkdir()
        secret.write_text("of a file")
        super().setUpClass()
        settings = cls.uploaded()
        for entity in list(vars(cls.module).values()):
            if isinstance(entity, WorkflowBase):
                cls.remote.register_workflow(entity, settings, VERSION)
        cls.remote.register_launch_plan(cls.module.odd_plan, VERSION, serialization_settings=settings)
        plan = cls.remote.register_launch_plan(cls.module.every_minute, VERSION, serialization_settings=settings)
        # It starts something at the next full minute, while other tests run.
        cls.remote.activate_launchplan(plan.id)
        cls.every_minute = plan
        cls.tasks = {
            name: cls.remote.register_task(getattr(cls.module, name), settings, VERSION) for name in ("reads_secrets", "continues", "shows")
        }

    def nodes(self, execution):
        return self.remote.sync(execution, sync_nodes=True).node_executions

    def phases(self, execution):
        return {name: node.closure.phase for name, node in self.nodes(execution).items() if not name.endswith("-node")}

    def attempts(self, execution, node="n0"):
        return [(one.id.retry_attempt, one.closure.phase) for one in self.nodes(execution)[node].task_executions]

    def succeeds(self, name, inputs=None, **options):
        execution = self.run_workflow(name, inputs, **options)
        self.assertEqual(execution.closure.phase, Workflow.SUCCEEDED, execution.error and execution.error.message)
        return execution

    def fails(self, name, inputs=None, **options):
        execution = self.run_workflow(name, inputs, **options)
        self.assertEqual(execution.closure.phase, Workflow.FAILED)
        return execution

    # ------------------------------------------------------------ branches

    def test_branches_compare_with_every_operator(self):
        said = self.succeeds("operators", {"a": 3, "b": 1.5, "flag": True, "word": "word"}).outputs["o0"]
        self.assertEqual(
            said, ["eq yes", "ne no", "gt no", "ge yes", "lt yes", "le no", "float yes", "text yes", "true yes", "false no", "and no", "or yes", "both no"],
        )

    def test_branches_go_the_first_way_that_is_open(self):
        for value, way in ((0, "small"), (5, "middle"), (50, "fifty"), (51, "large")):
            execution = self.succeeds("chain", {"a": value})
            self.assertEqual(execution.outputs["o0"], way)
        self.assertIn("too large to say", self.fails("chain", {"a": 100}).error.message)

    # ------------------------------------------------------------ failures

    def test_a_failure_node_learns_what_failed(self):
        execution = self.fails("with_failure_node", {"name": "x"})
        self.assertIn("exit code (3)", execution.error.message)
        nodes = self.nodes(execution)
        self.assertEqual(nodes["fn0"].closure.phase, Node.SUCCEEDED)
        self.assertEqual(nodes["fn0"].outputs["o0"], "x")

    def test_failure_policies(self):
        self.assertEqual(
            self.phases(self.fails("goes_on")), {"n0": Node.SUCCEEDED, "n1": Node.SUCCEEDED, "n2": Node.FAILED}
        )
        self.assertEqual(self.phases(self.fails("stops")), {"n0": Node.ABORTED, "n1": Node.FAILED})

    def test_errors_of_the_user_and_of_the_system_are_retried_apart(self):
        failed = self.fails("user_errors")
        self.assertEqual(self.attempts(failed), [(0, Task.FAILED), (1, Task.FAILED), (2, Task.FAILED)])
        killed = self.succeeds("system_errors")
        self.assertEqual(killed.outputs["o0"], 1)
        self.assertEqual(self.attempts(killed), [(0, Task.FAILED), (1, Task.SUCCEEDED)])
        self.assertEqual(self.attempts(self.fails("gives_up")), [(0, Task.FAILED)])

    def test_tasks_and_gates_run_out_of_time(self):
        self.assertEqual(self.phases(self.fails("times_out")), {"n0": Node.TIMED_OUT})
        self.assertEqual(self.phases(self.fails("impatient", {"text": "x"}))["n1"], Node.TIMED_OUT)

    # ------------------------------------------------------------ recovery, parallelism, overrides, cache

    def test_recovers_what_had_succeeded_and_runs_the_rest(self):
        path = self.folder / "late"
        failed = self.fails("recoverable", {"path": str(path)})
        self.assertEqual(sorted(self.phases(failed).values()), [Node.SUCCEEDED, Node.FAILED])
        path.touch()
        recovered = self.finished(self.remote.fetch_execution(name=self.remote.client.recover_execution(failed.id, "recovered").name))
        self.assertEqual(recovered.outputs["o0"], "there")
        self.assertEqual(sorted(self.phases(recovered).values()), [Node.SUCCEEDED, Node.RECOVERED])
        again = self.finished(self.remote.fetch_execution(name=self.remote.client.relaunch_execution(failed.id, "relaunched").name))
        self.assertEqual(set(self.phases(again).values()), {Node.SUCCEEDED})

    def test_parallelism_is_bounded_on_request(self):
        def most_at_once(execution):
            spans = []
            for node in self.nodes(execution).values():
                for attempt in node.task_executions:
                    began = attempt.closure.started_at
                    spans += [(began, 1), (began + attempt.closure.duration, -1)]
            most = now = 0
            for _, step in sorted(spans):
                now += step
                most = max(most, now)
            return most

        self.assertEqual(most_at_once(self.succeeds("naps", options=Options(max_parallelism=1))), 1)
        self.assertGreater(most_at_once(self.succeeds("naps")), 1)

    def test_nodes_override_what_their_tasks_say(self):
        execution = self.fails("overridden")
        self.assertEqual(len(self.attempts(execution, "tried-often")), 2)
        node = self.workflow("overridden").nodes[1]
        self.assertEqual((node.metadata.name, node.metadata.cache_version), ("cached by the node", "of the node"))

    def test_the_cache_ignores_notes_waits_its_turn_and_is_written_over_on_request(self):
        together = [self.remote.execute(self.workflow("remembers"), inputs={"key": "k", "note": note}) for note in "ab"]
        first, second = (self.finished(execution) for execution in together)
        self.assertEqual(first.outputs["o0"], second.outputs["o0"])

        def status(execution):
            return self.nodes(execution)["n0"].closure.task_node_metadata.cache_status

        self.assertEqual({status(first), status(second)}, {CACHE_HIT, CACHE_POPULATED})
        fresh = self.succeeds("remembers", {"key": "k", "note": "c"}, overwrite_cache=True)
        self.assertGreater(fresh.outputs["o0"], first.outputs["o0"])
        self.assertEqual(status(fresh), CACHE_POPULATED)
        last = self.succeeds("remembers", {"key": "k", "note": "d"})
        self.assertEqual((last.outputs["o0"], status(last)), (fresh.outputs["o0"], CACHE_HIT))
        other = self.succeeds("remembers", {"key": "other", "note": "d"})
        self.assertGreater(other.outputs["o0"], fresh.outputs["o0"])

    # ------------------------------------------------------------ maps, dynamic

    def test_maps_a_launch_plan_where_flyteadmin_lets_it(self):
        execution = self.remote.execute(self.workflow("maps_a_launch_plan"), inputs={"n": [1, 3, 5]})
        # flytekit cannot read the nodes of such a map.
        execution = self.remote.wait(execution, timeout=WAIT, poll_interval=POLL, sync_nodes=False)
        self.assertEqual(execution.closure.phase, Workflow.SUCCEEDED)
        children = self.remote.client.list_executions_paginated(
            PROJECT, DOMAIN, limit=10, filters=[Equal("launch_plan.name", "engine_workflows.visit_plan")]
        )[0]
        self.assertEqual(sorted(one.closure.phase for one in children), [Workflow.SUCCEEDED] * 3)
        self.assertEqual({one.spec.metadata.parent_node_execution.execution_id.name for one in children}, {execution.id.name})
        # Its compiler does not take the lists for items otherwise (flyteorg/flyte#6236).
        with self.assertRaises(FlyteInvalidInputException) as refusal:
            self.remote.register_workflow(self.module.maps_with_outputs(), self.settings(), VERSION)
        self.assertIn("Code: MismatchingTypes, Node Id: n0", str(refusal.exception))

    def test_maps_in_part_and_the_old_way(self):
        self.assertEqual(self.succeeds("maps_in_part", {"n": [1, 2, 3]}).outputs["o0"], [11, None, 13])
        self.assertEqual(self.succeeds("maps_legacy", {"n": [1, 3]}).outputs["o0"], [1, 4])

    def test_a_dynamic_workflow_holds_every_kind_of_node(self):
        execution = self.succeeds("growing", {"count": 2})
        self.assertEqual(execution.outputs["o0"], ["item 0", "item 1", "fifty"])

    # ------------------------------------------------------------ Python tasks

    def run_task(self, name, inputs=None, **options):
        return self.remote.execute(self.tasks[name], inputs=inputs or {}, **options)

    def test_secrets_come_from_files_and_from_the_environment(self):
        self.assertEqual(self.finished(self.run_task("reads_secrets")).outputs["o0"], ["of a file", "of the environment"])

    def test_an_attempt_goes_on_from_the_checkpoint_of_the_one_before(self):
        execution = self.finished(self.run_task("continues"))
        self.assertEqual(execution.outputs["o0"], 42)

    def test_a_deck_is_there_while_the_task_runs_and_after_it(self):
        go_on = self.folder / "go-on"
        execution = self.run_task("shows", {"go_on": str(go_on)})

        def deck():
            nodes, _ = self.remote.client.list_node_executions(execution.id, limit=10)
            for node in nodes:
                if node.closure.deck_uri and os.path.exists(node.closure.deck_uri):
                    link = self.remote.client.get_download_artifact_signed_url(
                        node.id.node_id, execution.id.project, execution.id.domain, execution.id.name, ARTIFACT_TYPE_DECK
                    )
                    with urllib.request.urlopen(link.pre_signed_urls.signed_url[0]) as page:
                        return node.closure.phase, page.read().decode()
            return None

        phase, html = poll(deck, "a deck")
        self.assertEqual(phase, Node.RUNNING)
        self.assertIn("half way", html)
        self.assertNotIn("all the way", html)
        go_on.touch()
        self.finished(execution)
        phase, html = deck()
        self.assertEqual(phase, Node.SUCCEEDED)
        self.assertIn("all the way", html)

    # ------------------------------------------------------------ schedules

    def test_what_a_schedule_starts_knows_its_time(self):
        started = poll(
            lambda: self.remote.client.list_executions_paginated(
                PROJECT, DOMAIN, filters=[Equal("launch_plan.name", "every_minute"), Equal("mode", "1")]
            )[0],
            "an execution that the schedule starts", 90,
        )[-1]
        self.remote.client.update_launch_plan(self.every_minute.id, 0)
        execution = self.remote.wait(
            self.remote.fetch_execution(PROJECT, DOMAIN, started.id.name), timeout=WAIT, poll_interval=POLL
        )
        at = execution.outputs["o0"]
        self.assertEqual((at.second, at.microsecond), (0, 0))
        self.assertEqual(execution.spec.metadata.mode, 1)
        late = (execution.closure.created_at - at).total_seconds()
        self.assertTrue(0 <= late < 30, late)


if __name__ == "__main__":
    unittest.main()
