"""Writes flytekit-literals.fixture.json: types and literals as real flytekit makes them.

Run with an interpreter that has flytekit 1.16: python flytekit-literals.fixture.py > flytekit-literals.fixture.json
"""

import base64
import enum
import json
import math
import sys
import typing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from flytekit import FlyteContextManager, StructuredDataset
from flytekit.core.type_engine import TypeEngine
from flytekit.types.directory import FlyteDirectory
from flytekit.types.error import FlyteError
from flytekit.types.file import FlyteFile
from google.protobuf.json_format import MessageToDict
from pydantic import BaseModel


class Loss(enum.Enum):
    SQUARED = "squared_error"
    HUBER = "huber"


@dataclass
class Point:
    x: float
    y: float = 0.0


@dataclass
class TrainParams:
    n_estimators: int
    rate: float = 1.0
    loss: Loss = Loss.HUBER
    max_depth: typing.Optional[int] = None
    origin: Point = field(default_factory=lambda: Point(0.0))
    grid: typing.List[Point] = field(default_factory=list)
    weights: typing.Dict[str, float] = field(default_factory=dict)
    names: typing.Dict[int, str] = field(default_factory=dict)
    since: datetime = datetime(2026, 11, 22, tzinfo=timezone.utc)
    window: timedelta = timedelta(days=30)
    data: typing.Optional[FlyteFile] = None


class Inner(BaseModel):
    rounds: int = 20
    metric: str = "mape"


class Settings(BaseModel):
    seed: int
    ratio: float = 0.5
    stop: Inner = Inner()
    tags: typing.List[str] = []
    parent: typing.Optional[Inner] = None


CASES = {
    "int_max": (int, 9223372036854775807),
    "int_min": (int, -9223372036854775808),
    "int_zero": (int, 0),
    "float_integral": (float, 1.0),
    "float_negative_zero": (float, -0.0),
    "float_nan": (float, math.nan),
    "float_infinity": (float, -math.inf),
    "float_small": (float, 0.1 + 0.2),
    "str_spaces": (str, "  two  spaces, a comma \n"),
    "str_empty": (str, ""),
    "bool_false": (bool, False),
    "datetime_micro": (datetime, datetime(2026, 11, 22, 13, 4, 5, 1, tzinfo=timezone.utc)),
    "datetime_old": (datetime, datetime(1, 1, 1, tzinfo=timezone.utc)),
    "date": (date, date(2026, 11, 22)),
    "timedelta": (timedelta, timedelta(days=30, microseconds=1)),
    "timedelta_negative": (timedelta, timedelta(seconds=-1.5)),
    "enum": (Loss, Loss.HUBER),
    "literal_choice": (typing.Literal["a", "b"], "b"),
    "literal_choice_int": (typing.Literal[1, 2], 2),
    "list_of_commas": (typing.List[str], ["a,b", "c d", ""]),
    "list_empty": (typing.List[int], []),
    "list_nested": (typing.List[typing.List[float]], [[1.0, 2.5], []]),
    "map": (typing.Dict[str, int], {"b": 1, "a": 2, "10": 3}),
    "map_empty": (typing.Dict[str, int], {}),
    "dict_untyped": (dict, {"a": 1, "b": 1.0, "c": [None, True, {"d": "e"}], "f": 2**63}),
    "dict_int_keys": (typing.Dict[int, str], {1: "a", -7: "b"}),
    "optional_none": (typing.Optional[int], None),
    "optional_int": (typing.Optional[int], 3),
    "optional_list": (typing.Optional[typing.List[int]], [1, 2]),
    "union_str_of_three": (typing.Union[FlyteFile, str, None], "release-2026-11"),
    "union_same_kind": (typing.Union[typing.List[int], typing.List[str]], ["x"]),
    "union_structs": (typing.Union[Point, Inner], Inner(rounds=3)),
    "union_file": (typing.Union[FlyteFile["csv"], FlyteDirectory], FlyteDirectory("s3://bucket/dir")),
    "file": (FlyteFile, FlyteFile("s3://bucket/a%20b.bin")),
    "file_csv": (FlyteFile["csv"], FlyteFile["csv"]("s3://bucket/a.csv")),
    "directory": (FlyteDirectory, FlyteDirectory("s3://bucket/dir")),
    "dataset": (StructuredDataset, StructuredDataset(uri="s3://bucket/d", file_format="parquet")),
    "error": (FlyteError, FlyteError(failed_node_id="n1", message="boom")),
    "dataclass": (TrainParams, TrainParams(n_estimators=400, origin=Point(1.0), names={1: "a"}, grid=[Point(2.0, 3.5)])),
    "dataclass_file": (TrainParams, TrainParams(n_estimators=2**62, data=FlyteFile("s3://bucket/f"))),
    "dataclass_list": (typing.List[Point], [Point(1.0), Point(2.0)]),
    "pydantic": (Settings, Settings(seed=1, ratio=1.0, parent=Inner(rounds=1))),
    "optional_dataclass": (typing.Optional[Point], Point(1.0)),
}

context = FlyteContextManager.current_context()
result = {}
for name, (python_type, value) in CASES.items():
    literal_type = TypeEngine.to_literal_type(python_type)
    literal = TypeEngine.to_literal(context, value, python_type, literal_type)
    try:
        back = TypeEngine.guess_python_type(literal_type).__name__
    except Exception as error:  # the guess is only information
        back = type(error).__name__
    result[name] = {
        "type": base64.b64encode(literal_type.to_flyte_idl().SerializeToString(deterministic=True)).decode(),
        "literal": base64.b64encode(literal.to_flyte_idl().SerializeToString(deterministic=True)).decode(),
        "python": repr(value) if not isinstance(value, (FlyteFile, FlyteDirectory, StructuredDataset)) else "",
        "guess": back,
    }
    if "--show" in sys.argv:
        print(name, json.dumps(MessageToDict(literal_type.to_flyte_idl())), json.dumps(MessageToDict(literal.to_flyte_idl()), default=str)[:1500], file=sys.stderr)
json.dump(result, sys.stdout, indent=1)
