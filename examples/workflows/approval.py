"""Runs that wait for a person: an approval, and a value that somebody types in."""

from datetime import timedelta

from flytekit import approve, kwtypes, wait_for_input, workflow

from .node_task import OUTPUTS, node_task

draft_notes = node_task(
    name="approval.draft_notes",
    summary="Drafts the notes of a release",
    program="draft-notes.mjs",
    arguments=["{{.inputs.version}}", OUTPUTS],
    inputs=kwtypes(version=str),
    outputs=kwtypes(notes=str),
)

publish_notes = node_task(
    name="approval.publish_notes",
    summary="Publishes what was approved",
    program="publish.mjs",
    arguments=["{{.inputs.notes}}, signed by {{.inputs.signature}}", OUTPUTS],
    inputs=kwtypes(notes=str, signature=str),
    outputs=kwtypes(published=str),
)


@workflow
def release(version: str = "1.4.0") -> str:
    """
    Ask before publishing

    The run waits until somebody approves the draft, and for a name to sign it with. Reject it, and the run fails.
    """
    notes = draft_notes(version=version)
    approved = approve(notes, "approve-notes", timeout=timedelta(days=1))
    signature = wait_for_input("signature", timeout=timedelta(days=1), expected_type=str)
    return publish_notes(notes=approved, signature=signature)
