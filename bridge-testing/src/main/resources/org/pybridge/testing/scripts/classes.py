"""Classes: inheritance, properties, slots, dataclasses, enums, metaclasses, descriptors, protocols."""

# --- inheritance and super
class Animal:
    def __init__(self, name): self.name = name
    def speak(self): return "..."
    def __str__(self): return f"{self.name} says {self.speak()}"
class Dog(Animal):
    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)
    def speak(self): return "woof"
rex = Dog("Rex", ["sit"])
rex.tricks.append("roll")
str(rex), rex.tricks

# --- a diamond
class A:
    def f(self): return ["A"]
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    def f(self): return ["D"] + super().f()
D().f(), [c.__name__ for c in D.__mro__]

# --- properties
class Celsius:
    def __init__(self): self._t = 0
    @property
    def fahrenheit(self): return self._t * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, f): self._t = (f - 32) * 5 / 9
    @fahrenheit.deleter
    def fahrenheit(self): self._t = None
t = Celsius()
t.fahrenheit = 212
before = t._t
del t.fahrenheit
before, t._t

# --- slots
class Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = Point(1, [2])
p.y.append(3)
try:
    p.z = 1
except AttributeError as error:
    refused = type(error).__name__
p.x, p.y, refused

# --- a dataclass with a list
from dataclasses import dataclass, field
@dataclass
class Order:
    id: int
    lines: list = field(default_factory=list)
    def add(self, line):
        self.lines.append(line)
        return len(self.lines)
order = Order(7)
order.add("a"); order.add("b")
order.lines, repr(order), order == Order(7, ["a", "b"])

# --- a frozen dataclass
from dataclasses import dataclass, replace, asdict, astuple, FrozenInstanceError
@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
v = Version(1, 2)
try:
    v.major = 3
except FrozenInstanceError as error:
    message = str(error)
message, replace(v, minor=5), asdict(v), astuple(v), v < Version(2), len({v, Version(1, 2)})

# --- dataclass inheritance and post init
from dataclasses import dataclass, field, fields
@dataclass
class Base:
    a: int
    seen: list = field(default_factory=list, repr=False)
@dataclass
class Derived(Base):
    b: str = "x"
    def __post_init__(self): self.seen.append((self.a, self.b))
d = Derived(1)
d.seen, [f.name for f in fields(d)], repr(d)

# --- an enum
from enum import Enum, auto
class Color(Enum):
    RED = auto()
    GREEN = auto()
    @property
    def hex(self): return {"RED": "f00", "GREEN": "0f0"}[self.name]
Color.RED.value, Color["GREEN"].name, Color(1).hex, [c.name for c in Color], Color.RED is Color(1)

# --- flags and int enums
from enum import IntEnum, Flag, auto
class Level(IntEnum):
    LOW = 1
    HIGH = 10
class Right(Flag):
    READ = auto()
    WRITE = auto()
both = Right.READ | Right.WRITE
Level.HIGH > Level.LOW, Level.HIGH + 1, Right.READ in both, both.value, sorted([Level.HIGH, Level.LOW])[0].name

# --- an enum that refuses
from enum import Enum
class Color(Enum):
    RED = 1
Color(2)

# --- a metaclass
class Registry(type):
    classes = []
    def __new__(mcs, name, bases, namespace, **options):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.options = options
        mcs.classes.append(name)
        return cls
class A(metaclass=Registry, flag=1): pass
class B(A, flag=2): pass
Registry.classes, B.options, type(B).__name__

# --- init subclass and set name
class Field:
    def __set_name__(self, owner, name): self.name = f"{owner.__name__}.{name}"
class Base:
    names = []
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Base.names.append(cls.__name__)
class Derived(Base):
    x = Field()
Base.names, Derived.x.name

# --- a descriptor that checks
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, instance, owner): return self if instance is None else getattr(instance, self.name)
    def __set__(self, instance, value):
        if value <= 0: raise ValueError(f"{self.name[1:]} must be positive, not {value}")
        setattr(instance, self.name, value)
class Item:
    price = Positive()
item = Item()
item.price = 5
item.price = -1

# --- getattr and setattr hooks
class Open:
    def __init__(self): object.__setattr__(self, "store", {})
    def __getattr__(self, name):
        if name.startswith("x"): return self.store.get(name, "none")
        raise AttributeError(name)
    def __setattr__(self, name, value): self.store[name] = value
o = Open()
o.xa = 1
o.xa, o.xb, hasattr(o, "y"), o.store

# --- operators
class Vector:
    def __init__(self, *v): self.v = v
    def __add__(self, o): return Vector(*(a + b for a, b in zip(self.v, o.v)))
    def __mul__(self, n): return Vector(*(a * n for a in self.v))
    __rmul__ = __mul__
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.v, o.v))
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)
    def __getitem__(self, i): return self.v[i]
    def __len__(self): return len(self.v)
    def __neg__(self): return self * -1
    def __bool__(self): return any(self.v)
    def __contains__(self, x): return x in self.v
    def __call__(self, i): return self.v[i]
    def __repr__(self): return f"Vector{self.v}"
a, b = Vector(1, 2), Vector(3, 4)
a + b, 2 * a, a @ b, -a, bool(Vector(0)), len(a), list(b), 3 in b, b(0), len({a, Vector(1, 2)})

# --- in place operators
class Bag:
    def __init__(self): self.items = []
    def __iadd__(self, x):
        self.items.append(x)
        return self
    def __ior__(self, other):
        self.items.extend(other)
        return self
bag = same = Bag()
bag += 1
bag |= [2, 3]
bag is same, same.items

# --- item protocol
class Grid:
    def __init__(self): self.cells = {}
    def __setitem__(self, key, value): self.cells[key] = value
    def __getitem__(self, key): return self.cells.get(key, ".")
    def __delitem__(self, key): del self.cells[key]
g = Grid()
g[0, 1] = "x"
g[1, 1] = "y"
del g[0, 1]
g[0, 1], g[1, 1], g.cells

# --- class and static methods
class Date:
    count = 0
    def __init__(self, text):
        self.text = text
        type(self).count += 1
    @classmethod
    def today(cls): return cls("today")
    @staticmethod
    def valid(text): return bool(text)
Date.today(); Date("x")
Date.count, Date.valid("")

# --- abstract classes
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
class Square(Shape):
    def area(self): return 4
try:
    Shape()
except TypeError as error:
    refused = "abstract" in str(error)
Square().area(), refused, issubclass(Square, Shape)

# --- virtual subclasses
from abc import ABC
class Duck(ABC):
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "quack")
class Robot:
    def quack(self): return "beep"
isinstance(Robot(), Duck), isinstance(1, Duck)

# --- collections abc
from collections.abc import Mapping, Sequence, Iterable
class Squares(Sequence):
    def __len__(self): return 4
    def __getitem__(self, i):
        if not 0 <= i < 4: raise IndexError(i)
        return i * i
s = Squares()
list(s), 9 in s, s.index(4), list(reversed(s)), isinstance(s, Iterable)

# --- a mapping of one's own
from collections.abc import MutableMapping
class Lower(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k.lower()]
    def __setitem__(self, k, v): self.d[k.lower()] = v
    def __delitem__(self, k): del self.d[k.lower()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = Lower()
m["A"] = 1
m.update(B=2)
m.setdefault("C", []).append(3)
m.pop("a"), dict(m), "B" in m

# --- named tuples
from collections import namedtuple
from typing import NamedTuple
Point = namedtuple("Point", "x y", defaults=[0])
class City(NamedTuple):
    name: str
    size: int = 1
    @property
    def label(self): return f"{self.name}:{self.size}"
p = Point(1)
c = City("b")._replace(size=5)
p, p._asdict(), p._replace(y=2), c.label, tuple(c), Point._fields

# --- a value that is a named tuple
from collections import namedtuple
Point = namedtuple("Point", "x y")
Point(1, [2, 3])

# --- a value that is a dataclass
from dataclasses import dataclass
@dataclass
class Pair:
    a: int
    b: list
Pair(1, [2, {"c": (3,)}])

# --- a value that is an instance
class Plain:
    def __init__(self): self.x = [1, {"y": 2}]
Plain()

# --- a value that is a class
class Plain: pass
Plain

# --- subclasses of builtins
class Stack(list):
    def push(self, x): self.append(x); return self
class Names(dict):
    def __missing__(self, key): self[key] = len(self); return self[key]
class Loud(str):
    def shout(self): return self.upper() + "!"
class Celsius(float): pass
class Id(int): pass
names = Names()
names["a"], names["b"], names["a"]
Stack([1]).push(2), names, Loud("hi").shout(), Celsius(1.5) + 1, Id(3) * 2

# --- a value that is a subclass of list
class Stack(list): pass
Stack([1, [2]])

# --- new and singletons
class Single:
    one = None
    def __new__(cls):
        if cls.one is None:
            cls.one = super().__new__(cls)
            cls.one.uses = 0
        cls.one.uses += 1
        return cls.one
Single() is Single(), Single.one.uses

# --- mixins and cooperative init
class Log:
    def __init__(self, **kw):
        super().__init__(**kw)
        self.log = ["Log"]
class Base:
    def __init__(self, name): self.name = name
class Service(Log, Base):
    def __init__(self): super().__init__(name="svc"); self.log.append("Service")
s = Service()
s.name, s.log

# --- private names
class Safe:
    def __init__(self): self.__secret = 1
    def get(self): return self.__secret
s = Safe()
s.get(), sorted(vars(s)), hasattr(s, "__secret")

# --- a class made by type
Made = type("Made", (dict,), {"x": 1, "double": lambda self: self.x * 2})
m = Made(a=1)
m.double(), m, Made.__name__

# --- comparison and hashing
class Key:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return isinstance(o, Key) and self.n == o.n
    def __hash__(self): return hash(self.n)
d = {Key(1): "a"}
d[Key(1)] = "b"
len(d), d[Key(1)], Key(1) in d, Key(1) != Key(2)

# --- instances that format themselves
class Money:
    def __init__(self, n): self.n = n
    def __format__(self, spec): return f"{self.n:{spec or '.2f'}} EUR"
    def __repr__(self): return f"Money({self.n})"
f"{Money(3)} {Money(2):.1f} {Money(1)!r}", "{0} {0!s}".format(Money(4))

# --- weak references
import weakref, gc
class Thing: pass
thing = Thing()
reference = weakref.ref(thing)
alive = reference() is thing
values = weakref.WeakValueDictionary(a=thing)
alive, "a" in values

# --- protocols and generics
from typing import Protocol, TypeVar, Generic, runtime_checkable
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, x: T): self.x = x
@runtime_checkable
class HasX(Protocol):
    def close(self): ...
class File:
    def close(self): pass
isinstance(File(), HasX), isinstance(1, HasX), Box[int](3).x

# --- a del method runs
import gc
log = []
class Temp:
    def __del__(self): log.append("gone")
def f():
    t = Temp()
f()
gc.collect()
len(log) <= 1

# --- a repr that raises inside a traceback
class Bad:
    def __repr__(self): raise ValueError("no repr")
repr(Bad())

# --- class bodies are scopes
x = "module"
class C:
    x = "class"
    y = x + "!"
    def f(self): return x
    values = [n for n in (1, 2)]
C.y, C().f(), C.values

# --- a class with a loop in its body
class Powers:
    for exponent in range(3):
        locals()[f"two_{exponent}"] = 2 ** exponent
    del exponent
Powers.two_2, hasattr(Powers, "exponent")

# --- typed dict
from typing import TypedDict
class Movie(TypedDict, total=False):
    name: str
    year: int
m = Movie(name="x")
m["year"] = 1999
m, Movie.__annotations__ == {"name": str, "year": int}

# --- pickle of a class in the script
import pickle
class Pod:
    def __init__(self): self.x = [1]
    def __eq__(self, o): return self.x == o.x
pod = Pod()
pod.x.append(2)
pickle.loads(pickle.dumps(pod)) == pod, pickle.loads(pickle.dumps(Pod)) is Pod

# --- deepcopy of objects that refer to each other
import copy
class Node:
    def __init__(self): self.others = []
a, b = Node(), Node()
a.others.append(b); b.others.append(a)
c = copy.deepcopy(a)
c.others[0].others[0] is c, c is not a, c.others[0] is not b

# --- patching a class of one's own
class A:
    def f(self): return 1
a = A()
A.f = lambda self: 2
a.g = lambda: 3
a.f(), a.g()

# --- instance checks by union types (3.10)
isinstance(1, int | str), isinstance(1.5, int | str), str(int | None)

# --- dataclass with slots and keyword only (3.10)
from dataclasses import dataclass, KW_ONLY
@dataclass(slots=True)
class P:
    x: int
    _: KW_ONLY
    y: list
p = P(1, y=[])
p.y.append(2)
repr(p), hasattr(p, "__dict__")
