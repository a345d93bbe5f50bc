"""Runs the supervisor as ``hoiso up`` does, over the children named on the command line."""

import sys
from pathlib import Path

from bot.supervisor import Child, StartError, Supervisor
from tests.bot.gateway_stage import make_settings

folder = Path(sys.argv[1])
children = [
    Child(f"{n}", f"tests.bot.children.{name}", (str(folder), *sys.argv[3:]))
    for n, name in enumerate(sys.argv[2].split(","))
]
supervisor = Supervisor(
    make_settings(folder / "state", port=1),
    children,
    on_ready=lambda: None,
    on_restart=lambda name: print("restart", name, flush=True),
)
try:
    supervisor.run()
except StartError as error:
    sys.exit(str(error))
print("stopped", flush=True)
