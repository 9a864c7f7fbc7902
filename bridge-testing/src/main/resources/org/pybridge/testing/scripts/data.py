"""Changing one's own data, at every depth. The families that are generated do so more evenly; here is what people write."""

# --- a cell of a matrix
m = [[0, 0], [0, 0]]
m[0][0] = 1
m

# --- a list in a dict
d = {"x": []}
d["x"].append(1)

# --- a class that collects
class Cart:
    def __init__(self):
        self.items = []
    def add(self, item):
        self.items.append(item)
        return self
cart = Cart().add("a").add("b")
cart.items

# --- a class attribute that all share
class Registry:
    entries = {}
    @classmethod
    def register(cls, name):
        cls.entries[name] = len(cls.entries)
        return cls
Registry.register("a").register("b")
Registry.entries

# --- an attribute of an attribute of an item
class Node:
    def __init__(self, value):
        self.value = value
        self.children = []
root = Node(1)
root.children.append(Node(2))
root.children[0].children.append(Node(3))
root.children[0].children[0].value += 10
[root.value, root.children[0].value, root.children[0].children[0].value]

# --- a nested dict that is built by setdefault
tree = {}
for path in ["a/b/c", "a/b/d", "e"]:
    here = tree
    for part in path.split("/"):
        here = here.setdefault(part, {})
tree

# --- counting words
counts = {}
for word in "the cat the dog the end".split():
    counts[word] = counts.get(word, 0) + 1
counts

# --- grouping
from collections import defaultdict
groups = defaultdict(list)
for number in range(10):
    groups[number % 3].append(number)
dict(groups)

# --- a defaultdict of defaultdicts
from collections import defaultdict
table = defaultdict(lambda: defaultdict(int))
table["a"]["x"] += 1
table["a"]["x"] += 1
table["b"]["y"] -= 1
{key: dict(row) for key, row in table.items()}

# --- a heap
import heapq
heap = []
for number in [5, 1, 4, 2, 3]:
    heapq.heappush(heap, number)
smallest = [heapq.heappop(heap) for _ in range(3)]
smallest, heap

# --- heapify in place
import heapq
numbers = [9, 4, 7, 1, 0]
heapq.heapify(numbers)
heapq.heapreplace(numbers, 8)
numbers

# --- bisect insort
import bisect
ordered = []
for number in (3, 1, 2, 2):
    bisect.insort(ordered, number)
ordered

# --- slices that are assigned
numbers = list(range(10))
numbers[2:5] = ["a", "b"]
numbers[::3] = [None] * len(numbers[::3])
numbers

# --- slices that are deleted
numbers = list(range(10))
del numbers[1:8:2]
del numbers[-1]
numbers

# --- augmented assignments
a = [1]
b = a
b += [2]
s = {1}
t = s
t |= {2, 3}
u = t
u &= {2, 3, 4}
d = {"a": 1}
d.update(b=2)
n = 7
n //= 2
n **= 3
n <<= 1
[a, sorted(u), d, n]

# --- a dict that is merged in place
one = {"a": {"x": 1}}
other = one
other |= {"b": {"y": 2}}
other["a"] |= {"z": 3}
one

# --- chained assignment shares
a = b = []
a.append(1)
c, d = a, b
d.append(2)
a, c

# --- rows that are the same row
rows = [[0] * 2] * 3
rows[0][1] = 5
rows

# --- a default argument keeps
def collect(item, into=[]):
    into.append(item)
    return into
collect(1)
collect(2)
collect(3)

# --- swap and rotate
a, b, c = 1, 2, 3
a, b, c = c, a, b
first, *rest = [a, b, c]
rest[0], rest[-1] = rest[-1], rest[0]
first, rest

# --- sorting in place
people = [{"name": "b", "age": 2}, {"name": "a", "age": 2}, {"name": "c", "age": 1}]
people.sort(key=lambda p: (p["age"], p["name"]))
people[0]["age"] = 99
people

# --- reversing and extending
numbers = [1, 2, 3]
numbers.reverse()
numbers.extend(n * 2 for n in tuple(numbers))
numbers.insert(0, "start")
numbers.remove(2)
numbers.pop(1)
numbers

# --- a bytearray
buffer = bytearray(b"hello")
buffer[0] = ord("J")
buffer += b"!"
buffer.extend([33, 34])
del buffer[1]
bytes(buffer)

# --- a memoryview writes through
buffer = bytearray(8)
view = memoryview(buffer)
view[2:4] = b"ab"
view[-1] = 255
view.release()
bytes(buffer)

# --- an array
from array import array
numbers = array("i", [1, 2, 3])
numbers[1] *= 10
numbers.append(4)
numbers.byteswap()
numbers.byteswap()
numbers.tolist()

# --- a deque
from collections import deque
line = deque([1, 2, 3], maxlen=3)
line.append(4)
line.appendleft(0)
line.rotate(1)
list(line)

# --- an ordered dict
from collections import OrderedDict
order = OrderedDict(a=1, b=2, c=3)
order.move_to_end("a")
order["b"] = [2]
order["b"].append(3)
order.popitem(last=False)
list(order.items())

# --- a counter
from collections import Counter
counter = Counter("mississippi")
counter.subtract("miss")
counter["x"] += 2
sorted(counter.items())

# --- a chain map
from collections import ChainMap
defaults, own = {"a": 1, "b": 2}, {}
both = ChainMap(own, defaults)
both["a"] = 10
defaults["c"] = 3
own, sorted(both.items())

# --- names in globals
globals()["made"] = [1]
made.append(2)
made

# --- vars of an object
class Thing:
    pass
thing = Thing()
vars(thing)["x"] = []
thing.x.append(1)
setattr(thing, "y", thing.x)
thing.y.append(2)
thing.x

# --- deleting attributes
class Thing:
    pass
thing = Thing()
thing.a = thing.b = 1
del thing.a
hasattr(thing, "a"), thing.b

# --- a queue as a list, breadth first
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
seen, line = [], ["a"]
while line:
    node = line.pop(0)
    if node not in seen:
        seen.append(node)
        line += graph[node]
seen

# --- a sieve
limit = 50
sieve = [True] * limit
sieve[0] = sieve[1] = False
for n in range(2, int(limit**0.5) + 1):
    if sieve[n]:
        sieve[n * n :: n] = [False] * len(sieve[n * n :: n])
[n for n, prime in enumerate(sieve) if prime]

# --- game of life
cells = {(1, 0), (1, 1), (1, 2)}
def step(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    near[key] = near.get(key, 0) + 1
    return {cell for cell, count in near.items() if count == 3 or count == 2 and cell in cells}
cells = step(cells)
sorted(cells)

# --- dynamic programming in a table
a, b = "kitten", "sitting"
table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
for i in range(len(a) + 1):
    table[i][0] = i
for j in range(len(b) + 1):
    table[0][j] = j
for i in range(1, len(a) + 1):
    for j in range(1, len(b) + 1):
        table[i][j] = min(table[i-1][j] + 1, table[i][j-1] + 1, table[i-1][j-1] + (a[i-1] != b[j-1]))
table[-1][-1]

# --- a memo in a dict
memo = {}
def fib(n):
    if n not in memo:
        memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]
fib(90), len(memo)

# --- a matrix in place
m = [[1, 2], [3, 4]]
for row in m:
    for i, value in enumerate(row):
        row[i] = value * 10
for i in range(2):
    for j in range(i):
        m[i][j], m[j][i] = m[j][i], m[i][j]
m

# --- a set of frozensets
def pairs_of(n):
    pairs = set()
    for a in range(n):
        for b in range(n):
            if a != b:
                pairs.add(frozenset((a, b)))
    pairs.discard(frozenset((0, 1)))
    return pairs
sorted(sorted(pair) for pair in pairs_of(3))

# --- copies are independent
import copy
original = {"a": [1, [2]]}
shallow, deep = copy.copy(original), copy.deepcopy(original)
original["a"][1].append(3)
original["a"].append(4)
shallow, deep

# --- a linked list
class Link:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
head = None
for n in range(4):
    head = Link(n, head)
head.next.next = head.next.next.next
values, here = [], head
while here:
    values.append(here.value)
    here = here.next
values

# --- a union find
parent = {n: n for n in range(6)}
def find(n):
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n
for a, b in [(0, 1), (2, 3), (1, 3)]:
    parent[find(a)] = find(b)
[find(n) for n in range(6)]

# --- updating while reading a copy
ages = {"a": 1, "b": 2, "c": 3}
for name in list(ages):
    if ages[name] % 2:
        del ages[name]
    else:
        ages[name] += 10
ages

# --- a simple namespace
from types import SimpleNamespace
config = SimpleNamespace(debug=False, paths=[])
config.paths.append("/a")
config.debug = not config.debug
config.paths, config.debug

# --- a mapping proxy sees changes
from types import MappingProxyType
own = {"a": [1]}
view = MappingProxyType(own)
own["a"].append(2)
own["b"] = 3
dict(view)

# --- user containers
from collections import UserDict, UserList
class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)
box = Upper(a=[1])
box["b"] = 2
box["A"].append(3)
numbers = UserList([3, 1])
numbers.append(2)
numbers.sort()
dict(box), list(numbers)

# --- a struct in a buffer
import struct
buffer = bytearray(16)
struct.pack_into("<if", buffer, 4, -7, 1.5)
struct.unpack_from("<if", buffer, 4), bytes(buffer)

# --- exec into a dict of one's own
space = {"xs": []}
exec("xs.append(1)\ny = len(xs)", space)
del space["__builtins__"]
space["xs"], space["y"]

# --- names that were deleted
kept = 1
gone = 2
del gone
"gone" in globals()

# --- a name that was bound again
x = [1]
y = x
x = x + [2]
y.append(9)
x, y
