"""A condition: which task runs depends on a value."""

from flytekit import conditional, kwtypes, workflow

from .node_task import OUTPUTS, node_task

grade = node_task(
    name="branching.grade",
    summary="Turns points into a share between 0 and 1",
    program="grade.mjs",
    arguments=["{{.inputs.points}}", "{{.inputs.maximum}}", OUTPUTS],
    inputs=kwtypes(points=int, maximum=int),
    outputs=kwtypes(share=float),
)


def letter(name: str, text: str):
    """One task for each way to go; they have the same output, so that the branch has it too."""
    return node_task(
        name=f"branching.{name}",
        summary=f"Writes: {text}",
        program="letter.mjs",
        arguments=[text, "{{.inputs.share}}", OUTPUTS],
        inputs=kwtypes(share=float),
        outputs=kwtypes(letter=str),
    )


congratulate = letter("congratulate", "Congratulations")
encourage = letter("encourage", "Passed; you can do better")
invite = letter("invite", "Please come and see us")


@workflow
def answer(points: int = 72, maximum: int = 100) -> str:
    """
    Choose a way

    Only one of three letters is written. The graph shows the way that was taken and those that were not.
    """
    share = grade(points=points, maximum=maximum)
    return (
        conditional("letter")
        .if_(share >= 0.9)
        .then(congratulate(share=share))
        .elif_(share >= 0.5)
        .then(encourage(share=share))
        .else_()
        .then(invite(share=share))
    )
