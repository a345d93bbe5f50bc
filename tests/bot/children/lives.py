"""A process that writes its id and its child's, and lives; deaf to SIGTERM when told so."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bot.processes.child import die_with_parent

die_with_parent()
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
folder = Path(sys.argv[1])
(folder / f"{os.getpid()}.pid").write_text(f"{os.getpid()} {grandchild.pid}")
print("gọi 0912345678", flush=True)
time.sleep(600)
