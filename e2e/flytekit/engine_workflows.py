"""Workflows that use the parts of the engine one by one, for the tests of it: made by real flytekit, run for real.

Tasks that need no Python are shell commands in raw containers, which start in milliseconds."""

from datetime import datetime, timedelta
from typing import List, Optional, Union

from flytekit import (
    Cache, ContainerTask, Deck, LaunchPlan, Secret, approve, conditional, current_context, dynamic, kwtypes, map_task, task, workflow,
)
from flytekit.core.array_node import array_node
from flytekit.core.legacy_map_task import map_task as legacy_map_task
from flytekit.core.schedule import CronSchedule
from flytekit.core.task import TaskMetadata
from flytekit.core.workflow import WorkflowFailurePolicy
from flytekit.exceptions.user import FlyteRecoverableException
from flytekit.types.error import FlyteError


def container(name, command, inputs=None, outputs=None, **metadata):
    """A shell command as a task: it reads its inputs from its words, and leaves its outputs as files."""
    return ContainerTask(
        name=f"engine_workflows.{name}", image="alpine", input_data_dir="/var/inputs", output_data_dir="/var/outputs",
        inputs=inputs or {}, outputs=outputs or {}, command=["sh", "-c", command], metadata=TaskMetadata(**metadata),
    )


say = container("say", "printf %s '{{.inputs.text}}' > /var/outputs/said", kwtypes(text=str), kwtypes(said=str))
nap = container("nap", "sleep 0.5")
breaks = container("breaks", "echo to say why; exit 3")
lingers = container("lingers", "sleep 600")


# ---------------------------------------------------------------- branches


def way(name, condition):
    """Which way a branch goes, as words."""
    return conditional(name).if_(condition).then(say(text=f"{name} yes")).else_().then(say(text=f"{name} no"))


@workflow
def operators(a: int, b: float, flag: bool, word: str) -> List[str]:
    return [
        way("eq", a == 3), way("ne", a != 3), way("gt", a > 3), way("ge", a >= 3), way("lt", a < 4), way("le", a <= 2),
        way("float", b > 0.5), way("text", word == "word"), way("true", flag.is_true()), way("false", flag.is_false()),
        way("and", (a == 3) & (b > 5.0)), way("or", (a == 4) | (b < 5.0)), way("both", ((a == 3) | (a == 4)) & (word != "word")),
    ]


@workflow
def chain(a: int) -> str:
    return (
        conditional("chain").if_(a < 1).then(say(text="small")).elif_(a < 10).then(say(text="middle"))
        .elif_(a < 100).then(conditional("inner").if_(a == 50).then(say(text="fifty")).else_().then(say(text="large")))
        .else_().fail("too large to say")
    )


# ---------------------------------------------------------------- failures


@task
def clean_up(name: str, err: Optional[FlyteError] = None) -> str:
    assert err is not None and err.failed_node_id == "n0", err
    return name


@workflow(on_failure=clean_up)
def with_failure_node(name: str):
    breaks()


@workflow(failure_policy=WorkflowFailurePolicy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE)
def goes_on():
    first = nap()
    second = nap()
    broken = breaks()
    never = nap()
    first >> second
    broken >> never


@workflow
def stops():
    lingers()
    breaks()


user_error = container("user_error", "exit 3", retries=2)
system_error = container(
    "system_error", "if [ $FLYTE_ATTEMPT_NUMBER = 0 ]; then kill -9 $$; fi; printf %s $FLYTE_ATTEMPT_NUMBER > /var/outputs/attempt",
    outputs=kwtypes(attempt=int),
)
too_slow = container("too_slow", "sleep 600", timeout=timedelta(seconds=1))


@workflow
def user_errors():
    user_error()


@workflow
def system_errors() -> int:
    return system_error()


@workflow
def times_out():
    too_slow()


@task(retries=2)
def does_not_retry():
    raise ValueError("no use in trying again")


@workflow
def gives_up():
    does_not_retry()


@workflow
def impatient(text: str) -> str:
    return approve(say(text=text), "never-comes", timeout=timedelta(seconds=1))


# ---------------------------------------------------------------- recovery, parallelism, overrides, cache

exists = container("exists", "test -e {{.inputs.path}} && printf there > /var/outputs/found", kwtypes(path=str), kwtypes(found=str))


@workflow
def recoverable(path: str) -> str:
    found = exists(path=path)
    first = say(text="first")
    first >> found
    return found


@workflow
def naps():
    for _ in range(4):
        nap()


@workflow
def overridden() -> str:
    breaks().with_overrides(node_name="tried-often", name="tried often", retries=1)
    return say(text="x").with_overrides(name="cached by the node", cache=Cache(version="of the node"))


remember = container(
    "remember", "date +%s.%N > /var/outputs/when; sleep 0.5", kwtypes(key=str, note=str), kwtypes(when=float),
    cache=True, cache_version="1", cache_ignore_input_vars=("note",), cache_serialize=True,
)


@workflow
def remembers(key: str, note: str) -> float:
    return remember(key=key, note=note)


# ---------------------------------------------------------------- maps

odd = container(
    "odd", "[ $(({{.inputs.n}} % 2)) = 1 ] && printf %s {{.inputs.n}} > /var/outputs/odd", kwtypes(n=int), kwtypes(odd=int)
)


@workflow
def odd_of(n: int) -> int:
    return odd(n=n)


odd_plan = LaunchPlan.get_or_create(odd_of, name="engine_workflows.odd_plan")


@workflow
def visit(n: Union[int, List[int]]):
    nap()


visit_plan = LaunchPlan.get_or_create(visit, name="engine_workflows.visit_plan")


@workflow
def maps_a_launch_plan(n: List[int]):
    array_node(visit_plan, concurrency=2)(n=n)


def maps_with_outputs():
    """Makes a workflow that flyteadmin's compiler refuses, so that it is not registered with the others."""

    @workflow
    def refused(n: List[int]) -> List[int]:
        return array_node(odd_plan)(n=n)

    return refused


@task
def odd_or_fail(n: int, step: int = 0) -> int:
    if n % 2 == 0:
        raise ValueError(f"{n} is even")
    return n + step


@workflow
def maps_in_part(n: List[int]) -> List[Optional[int]]:
    return map_task(odd_or_fail, concurrency=2, min_success_ratio=0.5)(n=n, step=[10, 10, 10])


@workflow
def maps_legacy(n: List[int]) -> List[int]:
    return legacy_map_task(odd_or_fail)(n=n, step=[0, 1])


@dynamic
def grows(count: int) -> List[str]:
    said = [say(text=f"item {index}") for index in range(count)]
    said.append(chain(a=50))
    odd_plan(n=3)
    return said


@workflow
def growing(count: int) -> List[str]:
    return grows(count=count)


# ---------------------------------------------------------------- what a Python task finds around it


@task(secret_requests=[Secret(group="files", key="first"), Secret(group="envs", key="second", mount_requirement=Secret.MountType.ENV_VAR)])
def reads_secrets() -> List[str]:
    secrets = current_context().secrets
    return [secrets.get("files", "first"), secrets.get("envs", "second")]


@task(retries=1)
def continues() -> int:
    checkpoint = current_context().checkpoint
    before = checkpoint.read()
    if before is None:
        checkpoint.write(b"41")
        raise FlyteRecoverableException("stopped half way")
    return int(before) + 1


@task(enable_deck=True)
def shows(go_on: str) -> str:
    """Publishes its deck while it runs, and ends when a file is there."""
    import os
    import time

    Deck("Figures", "<b>half way</b>")
    Deck.publish()
    while not os.path.exists(go_on):
        time.sleep(0.05)
    Deck("Result", "<b>all the way</b>")
    return "shown"


# ------------------------------------------------------------ schedules


@task
def tell(at: datetime) -> datetime:
    return at


@workflow
def clock(at: datetime) -> datetime:
    return tell(at=at)


every_minute = LaunchPlan.get_or_create(
    clock, name="every_minute", schedule=CronSchedule(schedule="* * * * *", kickoff_time_input_arg="at")
)
