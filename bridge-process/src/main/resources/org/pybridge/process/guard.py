# Runs a command, and ends it with all that it started when stdin ends: then whoever held the other end is gone.
import os, signal, subprocess, sys, threading

posix = os.name == "posix"
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=posix)


def watch():
    sys.stdin.buffer.read()
    try:
        if posix:
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except OSError:
        pass  # It has ended.


threading.Thread(target=watch, daemon=True).start()
status = child.wait()
os._exit(status if status >= 0 else 128 - status)
