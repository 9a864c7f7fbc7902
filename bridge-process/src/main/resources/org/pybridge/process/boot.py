# Moves the lane away from where anybody could write to it, and starts what comes over it. Nothing is imported before that.
import os

i, o, n = os.dup(0), os.dup(1), os.open(os.devnull, os.O_RDWR)
os.dup2(n, 0)
os.dup2(2, 1)
os.close(n)
import marshal, sys

f = open(i, "rb", 65536)


def take():
    return f.read(int.from_bytes(f.read(4), "big"))


def names(code):
    return set(code.co_names).union(*[names(each) for each in code.co_consts if type(each) is type(code)])


builtins = vars(sys.modules["builtins"])
for name, code in marshal.loads(take()):
    sys.modules[name] = module = type(sys)(name)
    # What they use of the builtins is theirs, whatever others put there later.
    module.__dict__.update({each: builtins[each] for each in names(code) if each in builtins and each[:2] != "__"})
    exec(code, module.__dict__)
sys.modules["_pybridge_worker"].work(f, o, take())
