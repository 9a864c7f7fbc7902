# Tells what this interpreter is, and compiles the library's modules for it. An old Python has to understand it, too.
import marshal, struct, sys

out = getattr(sys.stdout, "buffer", sys.stdout)
source = getattr(sys.stdin, "buffer", sys.stdin)


def take():
    return source.read(struct.unpack(">I", source.read(4))[0]).decode("utf-8")


def give(part):
    out.write(struct.pack(">I", len(part)) + part)


modules = []
file_name = take()
name = take()
while name and sys.version_info >= (3, 9):
    modules.append((name, compile(take(), file_name, "exec")))
    name = take()
out.write(b"<pybridge-probe>\n")
give(sys.executable.encode("utf-8", "surrogateescape"))
give(sys.implementation.name.encode("utf-8"))
give(".".join(map(str, sys.version_info[:3])).encode("utf-8"))
give(marshal.dumps(modules))
out.flush()
