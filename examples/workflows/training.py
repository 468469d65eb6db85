"""A small model training that ends with files: metrics, a table, a picture, a report and a model folder."""

from typing import NamedTuple

from flytekit import LaunchPlan, kwtypes, workflow
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile

from .node_task import INPUTS, OUTPUTS, node_task

CsvFile = FlyteFile["csv"]
HtmlFile = FlyteFile["html"]
JsonFile = FlyteFile["json"]
PngFile = FlyteFile["png"]

# Cached: a second run with the same samples and seed takes the table of the first.
make_data = node_task(
    name="training.make_data",
    summary="Makes a table of flowers of two kinds; cached",
    program="make-data.mjs",
    arguments=["{{.inputs.samples}}", "{{.inputs.seed}}", OUTPUTS],
    inputs=kwtypes(samples=int, seed=int),
    outputs=kwtypes(train=CsvFile, test=CsvFile),
    cache_version="1",
)

train_model = node_task(
    name="training.train_model",
    summary="Fits a logistic regression and draws how the loss falls",
    program="train-model.mjs",
    arguments=["{{.inputs.learning_rate}}", "{{.inputs.epochs}}", f"{INPUTS}/train", OUTPUTS],
    inputs=kwtypes(learning_rate=float, epochs=int, train=CsvFile),
    outputs=kwtypes(model=FlyteDirectory, history=CsvFile, loss_curve=PngFile),
)

evaluate = node_task(
    name="training.evaluate",
    summary="Measures the model on data that it has not seen",
    program="evaluate-model.mjs",
    arguments=[f"{INPUTS}/model", f"{INPUTS}/test", OUTPUTS],
    inputs=kwtypes(model=FlyteDirectory, test=CsvFile),
    outputs=kwtypes(metrics=JsonFile, accuracy=float),
)

write_report = node_task(
    name="training.write_report",
    summary="Puts metrics and picture on one page",
    program="training-report.mjs",
    arguments=[f"{INPUTS}/metrics", f"{INPUTS}/loss_curve", OUTPUTS],
    inputs=kwtypes(metrics=JsonFile, loss_curve=PngFile),
    outputs=kwtypes(report=HtmlFile),
)


class Training(NamedTuple):
    accuracy: float
    model: FlyteDirectory
    metrics: JsonFile
    history: CsvFile
    loss_curve: PngFile
    report: HtmlFile


@workflow
def train(samples: int = 400, seed: int = 7, learning_rate: float = 0.5, epochs: int = 60) -> Training:
    """
    Train a classifier

    Open the outputs of a finished run: a JSON document, a CSV table, a PNG picture, an HTML page and a folder, each
    shown in place. Run it again with another learning rate and compare; the data is cached.
    """
    train_table, test_table = make_data(samples=samples, seed=seed)
    model, history, loss_curve = train_model(learning_rate=learning_rate, epochs=epochs, train=train_table)
    metrics, accuracy = evaluate(model=model, test=test_table)
    report = write_report(metrics=metrics, loss_curve=loss_curve)
    return Training(
        accuracy=accuracy, model=model, metrics=metrics, history=history, loss_curve=loss_curve, report=report
    )


quick_training = LaunchPlan.get_or_create(
    workflow=train,
    name="workflows.training.quick",
    default_inputs={"learning_rate": 1.0, "seed": 7},
    fixed_inputs={"epochs": 10, "samples": 100},
)
