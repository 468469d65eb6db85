"""Tasks that run a Node program.

A ``ContainerTask`` runs any image with any command; no flytekit is inside. Flyte puts the inputs into files below
``/var/inputs`` before the container starts and reads one file for each output from ``/var/outputs`` after it has ended.
The program is part of the command here, so that a plain Node image is enough; a real project would build an image with
its programs inside.
"""

from datetime import timedelta
from pathlib import Path
from typing import Dict, List, Optional, Type

from flytekit import ContainerTask, TaskMetadata
from flytekit.models.documentation import Description, Documentation

PROGRAMS = Path(__file__).parent.parent / "programs"
IMAGE = "docker.io/library/node:20-alpine"
INPUTS = "/var/inputs"
OUTPUTS = "/var/outputs"


def node_task(
    name: str,
    summary: str,
    program: str,
    arguments: List[str],
    inputs: Optional[Dict[str, Type]] = None,
    outputs: Optional[Dict[str, Type]] = None,
    retries: int = 0,
    cache_version: str = "",
    timeout: Optional[timedelta] = None,
) -> ContainerTask:
    """Make a task that runs ``programs/<program>``.

    :param arguments: what the program gets on its command line. ``{{.inputs.x}}`` stands for the input ``x`` as text;
        files are read from ``/var/inputs/<name>``.
    :param cache_version: when set, results are reused as long as inputs and this version stay the same.
    """
    return ContainerTask(
        name=name,
        image=IMAGE,
        command=["node", "--input-type=module", "-e", (PROGRAMS / program).read_text(encoding="utf-8"), "--"],
        arguments=arguments,
        inputs=inputs,
        outputs=outputs,
        input_data_dir=INPUTS,
        output_data_dir=OUTPUTS,
        metadata=TaskMetadata(
            retries=retries, cache=bool(cache_version), cache_version=cache_version, timeout=timeout
        ),
        docs=Documentation(short_description=summary, long_description=Description(value=summary)),
    )
