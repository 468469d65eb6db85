"""A workflow that launches other workflows: each runs as an execution of its own."""

from typing import Tuple

from flytekit import workflow

from .sales import monthly_sales
from .training import quick_training


@workflow
def monday_morning() -> Tuple[float, float]:
    """
    Start other workflows

    Launches the monthly sales and a quick training side by side, through their launch plans. Each node links to the
    execution that it has started.
    """
    sales = monthly_sales()
    training = quick_training()
    return sales.total, training.accuracy
