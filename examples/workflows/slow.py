"""A run that takes its time: good to watch, and to terminate."""

from flytekit import kwtypes, workflow

from .node_task import OUTPUTS, node_task

count_down = node_task(
    name="slow.count_down",
    summary="Writes a line of progress every second",
    program="count-down.mjs",
    arguments=["{{.inputs.seconds}}", OUTPUTS],
    inputs=kwtypes(seconds=int),
    outputs=kwtypes(counted=int),
)

celebrate = node_task(
    name="slow.celebrate",
    summary="Says that it is over",
    program="publish.mjs",
    arguments=["{{.inputs.counted}} seconds of patience", OUTPUTS],
    inputs=kwtypes(counted=int),
    outputs=kwtypes(published=str),
)


@workflow
def wait_for_it(seconds: int = 240) -> str:
    """
    Take a while

    Watch the log grow and the timeline move. Terminate it when you have seen enough, and say why.
    """
    return celebrate(counted=count_down(seconds=seconds))
