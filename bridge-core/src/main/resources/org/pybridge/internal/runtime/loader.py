import builtins
import marshal
import sys


def names(code):
    return set(code.co_names).union(*[names(each) for each in code.co_consts if type(each) is type(code)])


def compiled(own, sources, file_name):
    """This text and the modules, as code that any interpreter of this Python can load."""
    modules = []
    for name, source in sources:
        code = compile(source, file_name, "exec")
        # What it uses of the builtins is its own, whatever others put there later.
        used = [each for each in names(code) if each in builtins.__dict__ and each[:2] != "__"]
        modules.append((name, code, used))
    return marshal.dumps((compile(own, file_name, "exec"), modules))


def load(modules):
    loaded = []
    for name, code, used in modules:
        module = type(sys)(name)
        sys.modules[name] = module
        for each in used:
            setattr(module, each, builtins.__dict__[each])
        exec(code, module.__dict__)
        loaded.append(module)
    return tuple(loaded)
