"""Serializes the example workflows into ``package/examples.tgz``, the archive that ``pyflyte package`` would make.

    .venv/bin/python examples/make-package.py [--check]

The same sources and the same flytekit always give the same bytes. ``--check`` writes nothing and fails when the
committed archive is not what the sources give.
"""

import argparse
import gzip
import io
import sys
import tarfile
from pathlib import Path

from flytekit.configuration import ImageConfig, SerializationSettings
from flytekit.models import launch_plan, task
from flytekit.models.admin import workflow as admin_workflow
from flytekit.tools import repo

HERE = Path(__file__).parent
ARCHIVE = HERE / "package" / "examples.tgz"
IMAGE = "docker.io/library/node:20-alpine"

# Kinds of files as their names end; flytekit and flytectl know them by these numbers.
KINDS = {task.TaskSpec: 1, admin_workflow.WorkflowSpec: 2, launch_plan.LaunchPlan: 3}


def entities():
    """What has to be registered, dependencies first. Project, domain and version stay empty: registration fills them."""
    settings = SerializationSettings(image_config=ImageConfig.auto(img_name=IMAGE))
    repo.serialize_load_only(["workflows"], settings, str(HERE))
    return repo.serialize_get_control_plane_entities(settings, str(HERE))


def name_of(entity) -> str:
    return entity.id.name if isinstance(entity, launch_plan.LaunchPlan) else entity.template.id.name


def settled(message):
    """The message with every list of upstream nodes in order: flytekit keeps them in a set, and they mean the same."""
    for field, value in message.ListFields():
        if field.name == "upstream_node_ids":
            value.sort()
        elif field.type == field.TYPE_MESSAGE and not is_map(field):
            for part in [value] if hasattr(value, "ListFields") else value:
                settled(part)
    return message


def is_map(field) -> bool:
    return field.message_type.GetOptions().map_entry


def archive() -> bytes:
    found = [entity for entity in entities() if type(entity) in KINDS]
    width = len(str(len(found)))
    tarred = io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for number, entity in enumerate(found):
            content = settled(entity.to_flyte_idl()).SerializeToString(deterministic=True)
            member = tarfile.TarInfo(f"{number:0{width}}_{name_of(entity)}_{KINDS[type(entity)]}.pb")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    # No time and no file name in the header, so that nothing depends on when and where this runs.
    return gzip.compress(tarred.getvalue(), mtime=0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed archive, write nothing")
    options = parser.parse_args()
    made = archive()
    if options.check:
        # The compressed bytes may differ between versions of zlib: the contents are what counts.
        if ARCHIVE.exists() and gzip.decompress(ARCHIVE.read_bytes()) == gzip.decompress(made):
            print(f"{ARCHIVE.name} is up to date")
            return 0
        print(f"{ARCHIVE.name} is not what the sources give: run this without --check", file=sys.stderr)
        return 1
    ARCHIVE.parent.mkdir(exist_ok=True)
    ARCHIVE.write_bytes(made)
    print(f"{ARCHIVE.name}: {len(made)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
