"""The smallest workflow: one task, one input with a default, one output."""

from flytekit import kwtypes, workflow

from .node_task import OUTPUTS, node_task

greet = node_task(
    name="hello.greet",
    summary="Greets someone",
    program="greet.mjs",
    arguments=["{{.inputs.name}}", OUTPUTS],
    inputs=kwtypes(name=str),
    outputs=kwtypes(greeting=str),
)


@workflow
def hello(name: str = "world") -> str:
    """
    Say hello

    Start here. Launch it with your own name, then look at the inputs, the outputs and the log of its one task.
    """
    return greet(name=name)
