"""Workflows that the tests of real flytekit clients register and run."""

import time
from datetime import datetime, timedelta
from typing import Dict, List, NamedTuple, Optional

from flytekit import LaunchPlan, approve, dynamic, map_task, sleep, task, wait_for_input, workflow
from flytekit.core.schedule import CronSchedule
from flytekit.exceptions.user import FlyteRecoverableException
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile

Figures = NamedTuple("Figures", total=int, mean=float)


@task
def add(a: int, b: int = 1) -> int:
    print(f"adding {a} and {b}")
    return a + b


@task
def statistics(values: List[int]) -> Figures:
    return Figures(sum(values), sum(values) / len(values))


@task
def echo_all(
    text: str, number: float, flag: bool, when: datetime, span: timedelta, names: Dict[str, int], maybe: Optional[int]
) -> str:
    return f"{text}|{number}|{flag}|{when.isoformat()}|{span.total_seconds()}|{sorted(names.items())}|{maybe}"


@task
def write_file(text: str) -> FlyteFile:
    path = "note.txt"
    with open(path, "w") as file:
        file.write(text)
    return FlyteFile(path)


@task
def read_file(note: FlyteFile) -> str:
    with open(note) as file:
        return file.read()


@task
def write_folder() -> FlyteDirectory:
    import os

    os.makedirs("made/inner", exist_ok=True)
    for name in ("a.txt", "inner/b.txt"):
        with open(f"made/{name}", "w") as file:
            file.write(name)
    return FlyteDirectory("made")


@task
def fails(total: int = 3) -> int:
    if total == 3:
        raise ValueError("these numbers do not add up")
    return total


@task(retries=2)
def fails_once() -> int:
    import os

    attempt = int(os.environ["FLYTE_ATTEMPT_NUMBER"])
    if attempt == 0:
        raise FlyteRecoverableException("not yet")
    return attempt


@task
def slow() -> int:
    print("begun", flush=True)
    time.sleep(600)
    return 1


@task(cache=True, cache_version="1")
def square(x: int) -> int:
    return x * x


@dynamic
def sum_of_squares(count: int) -> int:
    total = 0
    for index in range(count):
        total = add(a=total, b=square(x=index))
    return total


@workflow
def inner(a: int) -> int:
    return add(a=a, b=10)


@workflow
def nested(a: int = 1) -> Figures:
    first = inner(a=a)
    second = add(a=first, b=2)
    return statistics(values=[first, second])


@workflow
def files(text: str) -> str:
    return read_file(note=write_file(text=text))


@workflow
def failing() -> int:
    return fails()


@workflow
def retrying() -> int:
    return fails_once()


@workflow
def slow_workflow() -> int:
    return slow()


@workflow
def dynamic_workflow(count: int) -> int:
    return sum_of_squares(count=count)


@workflow
def mapped(values: List[int]) -> List[int]:
    return map_task(square)(x=values)


@workflow
def gated(a: int) -> int:
    more = wait_for_input("more", timeout=timedelta(hours=1), expected_type=int)
    total = add(a=a, b=more)
    return approve(total, "release", timeout=timedelta(hours=1))


@workflow
def naps() -> int:
    pause = sleep(timedelta(seconds=1))
    result = add(a=1, b=1)
    pause >> result
    return result


@workflow
def scheduled(kickoff: datetime, a: int = 2) -> int:
    return add(a=a)


nightly = LaunchPlan.get_or_create(
    scheduled,
    name="example_workflows.nightly",
    schedule=CronSchedule(schedule="0 2 * * *", kickoff_time_input_arg="kickoff"),
    fixed_inputs={"a": 5},
)

fixed = LaunchPlan.get_or_create(
    nested, name="example_workflows.fixed", fixed_inputs={"a": 7}
)


@workflow
def parent(a: int) -> int:
    child = fixed()
    return add(a=a, b=child.total)
