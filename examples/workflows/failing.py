"""A run that fails: a readable error after a retry, a node that never starts, and a task that tells about the failure."""

from flytekit import kwtypes, workflow

from .node_task import OUTPUTS, node_task

check_prices = node_task(
    name="failing.check_prices",
    summary="Checks a price list that has a mistake in it; fails twice",
    program="check-prices.mjs",
    arguments=["{{.inputs.shop}}", OUTPUTS],
    inputs=kwtypes(shop=str),
    outputs=kwtypes(checked=int),
    retries=1,
)

publish_prices = node_task(
    name="failing.publish_prices",
    summary="Would publish the prices, but never gets there",
    program="publish.mjs",
    arguments=["{{.inputs.checked}} prices", OUTPUTS],
    inputs=kwtypes(checked=int),
    outputs=kwtypes(published=str),
)

announce_failure = node_task(
    name="failing.announce_failure",
    summary="Runs when anything in the workflow has failed",
    program="announce-failure.mjs",
    arguments=["{{.inputs.shop}}"],
    inputs=kwtypes(shop=str),
)


@workflow(on_failure=announce_failure)
def check_and_publish(shop: str = "corner shop") -> str:
    """
    Fail on purpose

    The price list has a mistake. The check is tried twice, then the run fails, its last node never starts, and the
    failure node tells about it. Find the reason and the log of each attempt.
    """
    return publish_prices(checked=check_prices(shop=shop))
