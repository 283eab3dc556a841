"""The image without an engine: the steps of the Containerfile, in folders in place of its stages.

``image.py FOLDER PYTHON`` makes it in an empty folder with that Python; ``serving.py`` serves it.
What needs the system, such as installing packages of it, is named and left out.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parents[2]
CONTAINERFILE = PROJECT / "project/deploy/Containerfile"
# What names a path of the whole system, or installs into it, would do so on this machine.
OF_THE_SYSTEM = re.compile(r"(^|[\s=\"'>])/|apt-get")
# What pip needs to know of this machine; nothing else of it gets in.
TAKEN = ("PIP_", "SSL_", "HTTP", "ALL_PROXY", "NO_PROXY")


@dataclass
class Stage:
    """What the steps since a FROM have made: a root folder, and how its programs are run."""

    root: Path
    work: str = "/"
    env: dict = field(default_factory=dict)
    volumes: list = field(default_factory=list)
    entrypoint: list = field(default_factory=list)
    command: list = field(default_factory=list)

    def inside(self, path):
        """Return where a path of the image is here, and nowhere else on this machine."""
        place = Path(os.path.normpath(f"{self.root}/{Path(self.work, path)}"))
        if not place.is_relative_to(self.root):
            sys.exit(f"{CONTAINERFILE.name}: {path} leads out of the image")
        return place

    def environment(self):
        """Return the variables that its programs see: those of the image, with paths as here."""
        here = {
            name: str(self.inside(value)) if value.startswith("/") else value
            for name, value in self.env.items()
        }
        taken = {name: os.environ[name] for name in os.environ if name.upper().startswith(TAKEN)}
        return {"PATH": os.environ["PATH"], "HOME": str(self.root), **taken, **here}


def steps(text):
    """Return (instruction, what follows it) of each step."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    for step in "\n".join(lines).replace("\\\n", " ").splitlines():
        instruction, _, rest = step.partition(" ")
        yield instruction, rest.strip()


def copy(stages, stage, words):
    """Copy files, or what is in folders; end where one of them is not there."""
    origin = PROJECT
    if words[0].startswith("--from="):
        origin = stages[words.pop(0).partition("=")[2]].root
    *sources, to = words
    for source in sources:
        path, target = origin / source.lstrip("/"), stage.inside(to)
        if not path.exists():
            sys.exit(f"{CONTAINERFILE.name} copies {source}, which is not there")
        if path.is_dir():
            how = {"ignore": shutil.ignore_patterns("__pycache__")}
            if origin != PROJECT:
                how = {"copy_function": os.link}
            shutil.copytree(path, target, symlinks=True, dirs_exist_ok=True, **how)
        else:
            target = target / path.name if to.endswith("/") else target
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def run(stage, command):
    """Run a command of a shell, or say that only an engine could."""
    if OF_THE_SYSTEM.search(command):
        print(f"left out, which needs an engine: RUN {' '.join(command.split())}")
        return
    place = stage.inside(".")
    done = subprocess.run(
        ["sh", "-euc", command], cwd=place, env=stage.environment(), capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"RUN {command}\n{done.stdout}{done.stderr}")


def built(text, folder):
    """Return the last Stage of a Containerfile, made in a folder."""
    stages, stage = {}, None
    folder = folder.resolve()
    for instruction, rest in steps(text):
        match instruction:
            case "FROM":
                name = rest.partition(" AS ")[2] or "last"
                stage = stages[name] = Stage(folder / name)
                stage.root.mkdir()
            case "ENV":
                stage.env |= dict(one.split("=", 1) for one in shlex.split(rest))
            case "WORKDIR":
                stage.work = rest
                stage.inside(".").mkdir(parents=True, exist_ok=True)
            case "COPY":
                copy(stages, stage, rest.split())
            case "RUN":
                run(stage, rest)
            case "VOLUME":
                stage.volumes.append(stage.inside(rest))
                stage.inside(rest).mkdir(parents=True, exist_ok=True)
            case "ENTRYPOINT":
                stage.entrypoint = json.loads(rest)
            case "CMD":
                stage.command = json.loads(rest)
            case "USER" | "EXPOSE":
                pass
            case _:
                sys.exit(f"{CONTAINERFILE.name}: nobody knows here what {instruction} does")
    return stage
