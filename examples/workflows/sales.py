"""An ETL with a fan-out and a join, built from a sub-workflow; launch plans with defaults, fixed inputs and a schedule."""

from typing import NamedTuple

from flytekit import CronSchedule, LaunchPlan, kwtypes, workflow
from flytekit.types.file import FlyteFile

from .node_task import INPUTS, OUTPUTS, node_task

CsvFile = FlyteFile["csv"]
MarkdownFile = FlyteFile["md"]

# The shop's server drops the first connection of every run: the second attempt succeeds.
extract_orders = node_task(
    name="sales.extract_orders",
    summary="Reads the orders of the last days from the shop; fails at first and is retried",
    program="extract-orders.mjs",
    arguments=["{{.inputs.days}}", OUTPUTS],
    inputs=kwtypes(days=int),
    outputs=kwtypes(orders=CsvFile, count=int),
    retries=2,
)

select_region = node_task(
    name="sales.select_region",
    summary="Keeps the valid orders of one region",
    program="select-region.mjs",
    arguments=["{{.inputs.region}}", f"{INPUTS}/orders", OUTPUTS],
    inputs=kwtypes(region=str, orders=CsvFile),
    outputs=kwtypes(selected=CsvFile, dropped=int),
)

summarise = node_task(
    name="sales.summarise",
    summary="Adds up the orders of one region",
    program="summarise-region.mjs",
    arguments=["{{.inputs.region}}", f"{INPUTS}/selected", OUTPUTS],
    inputs=kwtypes(region=str, selected=CsvFile),
    outputs=kwtypes(summary=dict),
)

write_report = node_task(
    name="sales.write_report",
    summary="Joins the regions into one report",
    program="sales-report.mjs",
    arguments=[INPUTS, OUTPUTS],
    inputs=kwtypes(north=dict, south=dict, west=dict),
    outputs=kwtypes(report=MarkdownFile, total=float, best_region=str),
)


@workflow
def region_summary(region: str, orders: CsvFile) -> dict:
    """
    Summarise one region

    Used three times by `daily_sales`, as a sub-workflow; it can also be launched for itself.
    """
    selected, dropped = select_region(region=region, orders=orders)
    return summarise(region=region, selected=selected)


class Sales(NamedTuple):
    report: MarkdownFile
    total: float
    best_region: str


@workflow
def daily_sales(days: int = 7) -> Sales:
    """
    Daily sales

    Reads orders, summarises three regions side by side, and joins them into a report. The first attempt to read the
    orders fails: see how the retry shows up in the timeline.
    """
    orders, count = extract_orders(days=days)
    report, total, best_region = write_report(
        north=region_summary(region="north", orders=orders),
        south=region_summary(region="south", orders=orders),
        west=region_summary(region="west", orders=orders),
    )
    return Sales(report=report, total=total, best_region=best_region)


# Another default: four weeks unless someone says otherwise.
monthly_sales = LaunchPlan.get_or_create(
    workflow=daily_sales, name="workflows.sales.monthly_sales", default_inputs={"days": 28}
)

# A fixed input cannot be changed at launch. Scheduled plans do nothing until they are activated.
scheduled_sales = LaunchPlan.get_or_create(
    workflow=daily_sales,
    name="workflows.sales.every_morning",
    fixed_inputs={"days": 1},
    schedule=CronSchedule(schedule="0 6 * * *"),
)
