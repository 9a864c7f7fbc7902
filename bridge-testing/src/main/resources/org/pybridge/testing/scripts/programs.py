"""Small whole programs, as people write them to try something out."""

# --- a word frequency report
import re
from collections import Counter
text = """It was the best of times, it was the worst of times"""
words = Counter(re.findall(r"\w+", text.lower()))
for word, count in sorted(words.items(), key=lambda wc: (-wc[1], wc[0]))[:3]:
    print(f"{word:<6}{'#' * count}")
words.total() if hasattr(words, "total") else sum(words.values())

# --- bank accounts
class InsufficientFunds(Exception):
    def __init__(self, missing):
        self.missing = missing
        super().__init__(f"{missing} missing")
class Account:
    def __init__(self, owner):
        self.owner, self.balance, self.history = owner, 0, []
    def deposit(self, amount):
        self.balance += amount
        self.history.append(("deposit", amount))
    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount - self.balance)
        self.balance -= amount
        self.history.append(("withdraw", amount))
a = Account("ann")
a.deposit(100)
a.withdraw(30)
try:
    a.withdraw(100)
except InsufficientFunds as error:
    print("refused:", error)
a.balance, a.history, error.missing if "error" in globals() else None

# --- a stack machine
def run(program):
    stack, out = [], []
    operations = {"+": lambda a, b: a + b, "*": lambda a, b: a * b, "-": lambda a, b: a - b}
    for token in program.split():
        if token in operations:
            b, a = stack.pop(), stack.pop()
            stack.append(operations[token](a, b))
        elif token == ".":
            out.append(stack[-1])
        else:
            stack.append(int(token))
    return stack, out
run("2 3 + . 4 * .")

# --- a recursive descent parser
import re
class Parser:
    def __init__(self, text):
        self.tokens = re.findall(r"\d+|[-+*/()]", text)
        self.trace = []
    def peek(self): return self.tokens[0] if self.tokens else None
    def take(self):
        self.trace.append(self.tokens[0])
        return self.tokens.pop(0)
    def expression(self):
        value = self.term()
        while self.peek() in ("+", "-"):
            value = value + self.term() if self.take() == "+" else value - self.term()
        return value
    def term(self):
        value = self.factor()
        while self.peek() in ("*", "/"):
            value = value * self.factor() if self.take() == "*" else value / self.factor()
        return value
    def factor(self):
        if self.peek() == "(":
            self.take()
            value = self.expression()
            self.take()
            return value
        return int(self.take())
p = Parser("2*(3+4)-10/5")
p.expression(), p.trace

# --- an event emitter
class Emitter:
    def __init__(self): self.handlers = {}
    def on(self, event):
        def register(f):
            self.handlers.setdefault(event, []).append(f)
            return f
        return register
    def emit(self, event, *args): return [f(*args) for f in self.handlers.get(event, [])]
emitter, log = Emitter(), []
@emitter.on("x")
def first(n): log.append(n); return n
@emitter.on("x")
def second(n): log.append(n * 2); return n * 2
emitter.emit("x", 5), emitter.emit("y"), log

# --- a shortest path
import heapq
graph = {"a": {"b": 1, "c": 4}, "b": {"c": 2, "d": 5}, "c": {"d": 1}, "d": {}}
def dijkstra(start):
    best, heap = {start: 0}, [(0, start)]
    while heap:
        cost, node = heapq.heappop(heap)
        if cost > best[node]: continue
        for other, weight in graph[node].items():
            if cost + weight < best.get(other, 1e9):
                best[other] = cost + weight
                heapq.heappush(heap, (best[other], other))
    return best
dijkstra("a")

# --- n queens
def queens(n, row=0, columns=(), found=None):
    found = [] if found is None else found
    if row == n:
        found.append(columns)
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(columns)):
            queens(n, row + 1, columns + (c,), found)
    return found
len(queens(6)), queens(4)[0]

# --- quick sort in place
def sort(xs, low=0, high=None):
    high = len(xs) - 1 if high is None else high
    if low < high:
        pivot, i = xs[high], low
        for j in range(low, high):
            if xs[j] < pivot:
                xs[i], xs[j] = xs[j], xs[i]
                i += 1
        xs[i], xs[high] = xs[high], xs[i]
        sort(xs, low, i - 1)
        sort(xs, i + 1, high)
xs = [5, 2, 9, 1, 5, 6, -3]
sort(xs)
xs

# --- an inventory from csv
import csv, io
stock = {}
for row in csv.DictReader(io.StringIO("item,n\napple,3\npear,2\napple,4\n")):
    stock.setdefault(row["item"], {"n": 0, "rows": []})
    stock[row["item"]]["n"] += int(row["n"])
    stock[row["item"]]["rows"].append(row["n"])
stock

# --- a text adventure without input
moves = iter(["north", "take", "south", "quit"])
state = {"place": "hall", "bag": [], "seen": set()}
world = {"hall": {"north": "cellar"}, "cellar": {"south": "hall", "thing": "lamp"}}
for move in moves:
    state["seen"].add(state["place"])
    here = world[state["place"]]
    if move in here:
        state["place"] = here[move]
    elif move == "take" and "thing" in here:
        state["bag"].append(here.pop("thing"))
    elif move == "quit":
        break
state, world

# --- a matrix class
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __getitem__(self, ij): return self.rows[ij[0]][ij[1]]
    def __setitem__(self, ij, v): self.rows[ij[0]][ij[1]] = v
    def __matmul__(self, o):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def transpose(self):
        self.rows = [list(c) for c in zip(*self.rows)]
        return self
m = Matrix([[1, 2], [3, 4]])
m[0, 1] = 5
(m @ Matrix([[0, 1], [1, 0]])).rows, m.transpose().rows

# --- a lazy pipeline over lines
import io
def grep(pattern, lines): return (l for l in lines if pattern in l)
def number(lines): return (f"{n}: {l.strip()}" for n, l in enumerate(lines, 1))
list(number(grep("a", io.StringIO("abc\nxyz\nbar\n"))))

# --- an lru cache by hand
from collections import OrderedDict
class LRU:
    def __init__(self, n): self.n, self.d, self.log = n, OrderedDict(), []
    def get(self, k):
        if k in self.d:
            self.d.move_to_end(k)
            return self.d[k]
    def put(self, k, v):
        self.d[k] = v
        self.d.move_to_end(k)
        if len(self.d) > self.n:
            self.log.append(self.d.popitem(last=False))
c = LRU(2)
c.put("a", [1]); c.put("b", 2); c.get("a").append(9); c.put("c", 3)
dict(c.d), c.log

# --- an observer with properties
class Model:
    def __init__(self):
        self._value, self.listeners = 0, []
    @property
    def value(self): return self._value
    @value.setter
    def value(self, v):
        old, self._value = self._value, v
        for f in self.listeners: f(old, v)
changes = []
m = Model()
m.listeners.append(lambda old, new: changes.append((old, new)))
m.value = 5
m.value += 1
changes

# --- a state machine
TRANSITIONS = {("idle", "start"): "running", ("running", "stop"): "idle"}
class Machine:
    def __init__(self): self.state, self.history = "idle", []
    def fire(self, event):
        key = self.state, event
        if key not in TRANSITIONS: raise ValueError(f"no {event} in {self.state}")
        self.history.append(key)
        self.state = TRANSITIONS[key]
m = Machine()
m.fire("start"); m.fire("stop")
m.fire("stop")

# --- a plugin registry
PLUGINS = {}
class Plugin:
    def __init_subclass__(cls, name, **kw):
        super().__init_subclass__(**kw)
        PLUGINS[name] = cls
class Upper(Plugin, name="upper"):
    def run(self, s): return s.upper()
class Reverse(Plugin, name="reverse"):
    def run(self, s): return s[::-1]
sorted(PLUGINS), [PLUGINS[n]().run("abc") for n in sorted(PLUGINS)]

# --- a trie
class Trie:
    def __init__(self): self.root = {}
    def add(self, word):
        node = self.root
        for c in word: node = node.setdefault(c, {})
        node["$"] = True
    def find(self, prefix):
        node = self.root
        for c in prefix:
            if c not in node: return []
            node = node[c]
        out = []
        def walk(n, s):
            for k, v in n.items():
                if k == "$": out.append(s)
                else: walk(v, s + k)
        walk(node, prefix)
        return out
t = Trie()
for w in ("car", "cart", "dog"): t.add(w)
sorted(t.find("car")), t.find("x"), t.root

# --- bits and a checksum
def checksum(data):
    total = 0
    for i, byte in enumerate(data):
        total = (total << 5 ^ total >> 3 ^ byte * (i + 1)) & 0xFFFFFFFF
    return total
hex(checksum(b"hello world"))

# --- a simple template engine
import re
def render(template, **values):
    used = []
    def replace(m):
        used.append(m[1])
        return str(values[m[1]])
    return re.sub(r"{{\s*(\w+)\s*}}", replace, template), used
render("Hi {{ name }}, {{n}} new", name="A", n=3)

# --- an expression in an expression
(lambda f: f(f, 5))(lambda f, n: 1 if n < 2 else n * f(f, n - 1))

# --- a simulation with a seed
import random
random.seed(1)
queue, served, waits = [], 0, []
for minute in range(50):
    if random.random() < 0.5: queue.append(minute)
    if queue and random.random() < 0.6:
        waits.append(minute - queue.pop(0))
        served += 1
served, len(queue), sum(waits)

# --- a main guard
def main():
    print("main ran")
    return 0
if __name__ == "__main__":
    status = main()

# --- a main guard that exits
import sys
def main(): return 2
if __name__ == "__main__":
    sys.exit(main())

# --- run length encoding both ways
from itertools import groupby
def pack(s): return [(c, len(list(g))) for c, g in groupby(s)]
def unpack(p): return "".join(c * n for c, n in p)
pack("aaabcc"), unpack(pack("aaabcc")) == "aaabcc"

# --- prime factors with a cache that grows
primes = [2, 3]
def factors(n):
    out = []
    for p in primes:
        while n % p == 0:
            out.append(p)
            n //= p
    d = primes[-1] + 2
    while n > 1:
        if all(d % p for p in primes): primes.append(d)
        while n % d == 0:
            out.append(d)
            n //= d
        d += 2
    return out
factors(360), factors(1001), primes[-1]
