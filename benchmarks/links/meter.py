"""Runs a command and prints what it took: wall and CPU seconds, largest memory in MB, exit code.

A process of its own, because the system counts its starter's memory as the command's.
"""

import os
import sys
import time

_, out, *command = sys.argv
quiet = [
    (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    (os.POSIX_SPAWN_OPEN, 2, out + ".err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
]
began = time.perf_counter()
_, status, used = os.wait4(os.posix_spawnp(command[0], command, os.environ, file_actions=quiet), 0)
wall_s = time.perf_counter() - began
print(wall_s, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
