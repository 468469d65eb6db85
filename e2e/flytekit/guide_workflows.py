"""Workflows of the tests of what test_remote.py leaves of the FlyteRemote guide."""

import os
from typing import NamedTuple

import pandas as pd
from flytekit import LaunchPlan, StructuredDataset, task, workflow
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile

Data = NamedTuple("Data", frame=pd.DataFrame, dataset=StructuredDataset, folder=FlyteDirectory, model_file=FlyteFile)


@task
def add(a: int, b: int = 1) -> int:
    return a + b


@task
def colour() -> str:
    return os.environ["COLOUR"]


@workflow
def sum_up(a: int, b: int = 2) -> int:
    return add(a=a, b=b)


plan = LaunchPlan.get_or_create(sum_up, name="guide_workflows.plan", default_inputs={"a": 3})


@task
def make_data(rows: int) -> Data:
    frame = pd.DataFrame({"n": range(rows), "square": [n * n for n in range(rows)]})
    os.makedirs("made/inner", exist_ok=True)
    for name in ("a.txt", "inner/b.txt"):
        with open(f"made/{name}", "w") as file:
            file.write(name)
    with open("model.bin", "w") as file:
        file.write(f"{rows} rows")
    return Data(frame, StructuredDataset(dataframe=frame), FlyteDirectory("made"), FlyteFile("model.bin"))


@workflow
def data(rows: int) -> Data:
    return make_data(rows=rows)


@task
def read_back(frame: pd.DataFrame, dataset: StructuredDataset, folder: FlyteDirectory, model_file: FlyteFile) -> str:
    with open(model_file) as file:
        text = file.read()
    total = frame["square"].sum() + dataset.open(pd.DataFrame).all()["n"].sum()
    return f"{total}|{text}|{sorted(os.listdir(folder))}"
