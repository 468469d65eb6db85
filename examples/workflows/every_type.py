"""Inputs of every kind on one workflow, to see how the launch form asks for them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Dict, List, NamedTuple, Optional, Union

from flytekit import kwtypes, workflow
from flytekit.types.file import FlyteFile

from .node_task import INPUTS, OUTPUTS, node_task


class Color(Enum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


@dataclass
class Address:
    street: str = "1 Main Street"
    floors: List[int] = field(default_factory=lambda: [0, 1])


@dataclass
class Customer:
    name: str = "Ada"
    visits: int = 3
    address: Address = field(default_factory=Address)


describe_inputs = node_task(
    name="every_type.describe_inputs",
    summary="Writes down what it got, and hands the simple values on",
    program="describe-inputs.mjs",
    arguments=[INPUTS, OUTPUTS],
    inputs=kwtypes(
        count=int,
        ratio=float,
        enabled=bool,
        title=str,
        start=datetime,
        pause=timedelta,
        color=Color,
        numbers=List[int],
        matrix=List[List[float]],
        labels=Dict[str, str],
        comment=Optional[str],
        limit=Union[int, str],
        customer=Customer,
        settings=dict,
        attachment=Optional[FlyteFile],
    ),
    outputs=kwtypes(
        count=int, ratio=float, enabled=bool, title=str, start=datetime, pause=timedelta, all_inputs=dict
    ),
)


class Described(NamedTuple):
    count: int
    ratio: float
    enabled: bool
    title: str
    start: datetime
    pause: timedelta
    all_inputs: dict


@workflow
def describe(
    count: int = 3,
    ratio: float = 0.25,
    enabled: bool = True,
    title: str = "Spring sale",
    start: datetime = datetime(2026, 3, 20, 9, 30, tzinfo=timezone.utc),
    pause: timedelta = timedelta(minutes=90),
    color: Color = Color.GREEN,
    numbers: List[int] = [1, 2, 3],
    matrix: List[List[float]] = [[1.0, 0.0], [0.0, 1.0]],
    labels: Dict[str, str] = {"team": "shop", "tier": "gold"},
    comment: Optional[str] = None,
    limit: Union[int, str] = 10,
    customer: Customer = Customer(),
    settings: dict = {"theme": "dark", "sizes": [1, 2]},
    attachment: Optional[FlyteFile] = None,
) -> Described:
    """
    Inputs of every kind

    Open the launch form: numbers, texts, dates, durations, choices, lists, maps, optional values, a record and a file.
    Everything has a default, so it can be launched at once. The outputs repeat what was given.

    :param count: a whole number
    :param ratio: a number with a fraction
    :param enabled: yes or no
    :param title: any text
    :param start: a moment, with its time zone
    :param pause: a length of time
    :param color: one of three values
    :param numbers: a list of whole numbers
    :param matrix: a list of lists
    :param labels: texts by name
    :param comment: a text, or nothing
    :param limit: a whole number or a text
    :param customer: a record with a record inside
    :param settings: any JSON
    :param attachment: a file, or nothing
    """
    return describe_inputs(
        count=count,
        ratio=ratio,
        enabled=enabled,
        title=title,
        start=start,
        pause=pause,
        color=color,
        numbers=numbers,
        matrix=matrix,
        labels=labels,
        comment=comment,
        limit=limit,
        customer=customer,
        settings=settings,
        attachment=attachment,
    )
