"""Idioms of packages that people install. Each runs where its package can be imported."""

# --- click: a command (imports click)
import click
from click.testing import CliRunner
@click.command()
@click.option("--count", default=1)
@click.argument("name")
def hello(count, name):
    for _ in range(count):
        click.echo(f"Hello {name}")
result = CliRunner().invoke(hello, ["--count", "2", "X"])
result.exit_code, result.output

# --- click: a group (imports click)
import click
from click.testing import CliRunner
@click.group()
@click.pass_context
def cli(ctx): ctx.obj = []
@cli.command()
@click.pass_obj
def add(obj):
    obj.append(1)
    click.echo(str(obj))
[CliRunner().invoke(cli, args).exit_code for args in (["add"], ["nope"], ["--help"])]

# --- click: a command that runs in the script (imports click)
import click
@click.command()
@click.option("--n", type=int, required=True)
def main(n): click.echo(n * 2)
main(["--n", "21"], standalone_mode=False)

# --- click: exits (imports click)
import click
@click.command()
def main(): click.echo("ran")
main([])

# --- click: a usage error (imports click)
import click
@click.command()
@click.option("--n", type=int)
def main(n): pass
main(["--n", "x"], prog_name="tool")

# --- rich: a table (imports rich)
import io
from rich.console import Console
from rich.table import Table
table = Table(title="T")
table.add_column("a")
table.add_row("1")
out = io.StringIO()
Console(file=out, width=40).print(table)
out.getvalue()

# --- rich: print (imports rich)
from rich import print as rprint
rprint("[bold]hi[/bold]", {"a": [1, 2]})

# --- rich: a progress (imports rich)
import io
from rich.console import Console
from rich.progress import track
seen = []
for n in track(range(3), console=Console(file=io.StringIO(), width=40)):
    seen.append(n)
seen

# --- rich: an inspection and a tree (imports rich)
import io
from rich.console import Console
from rich.tree import Tree
tree = Tree("root")
tree.add("child").add("leaf")
out = io.StringIO()
Console(file=out, width=40).print(tree)
out.getvalue()

# --- tqdm: a loop (imports tqdm)
import io
from tqdm import tqdm
out, seen = io.StringIO(), []
for n in tqdm(range(3), file=out):
    seen.append(n)
seen, "3/3" in out.getvalue()

# --- tqdm: to stderr (imports tqdm)
import tqdm
total = 0
for n in tqdm.tqdm(range(4), disable=True):
    total += n
total

# --- pandas: a frame (imports pandas)
import pandas as pd
df = pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "x"]})
df["c"] = df["a"] * 2
df.loc[0, "a"] = 10
df.groupby("b")["a"].sum().to_dict(), df["c"].tolist(), df.shape

# --- pandas: dates (imports pandas)
import pandas as pd
s = pd.to_datetime(["2026-01-02", "2026-03-04"])
s.month.tolist(), str(s[0]), pd.date_range("2026-01-01", periods=3).strftime("%d").tolist()

# --- pandas: csv (imports pandas)
import io, pandas as pd
df = pd.read_csv(io.StringIO("a,b\n1,x\n2,\n"))
df.isna().sum().to_dict(), df.to_csv(index=False)

# --- pandas: a merge (imports pandas)
import pandas as pd
a = pd.DataFrame({"k": [1, 2], "x": [3, 4]})
b = pd.DataFrame({"k": [2, 3], "y": [5, 6]})
a.merge(b, how="outer").fillna(0).to_dict("list")

# --- numpy: arrays (imports numpy)
import numpy as np
a = np.arange(6).reshape(2, 3)
a[0, 1] = 10
a[:, 2] += 1
a.sum(axis=0).tolist(), a.tolist(), float(a.mean()), a.dtype.name

# --- numpy: error state (imports numpy)
import numpy as np
before = np.seterr(all="ignore")
value = np.float64(1) / np.float64(0)
np.seterr(**before)
float(value)

# --- numpy: a seeded generator (imports numpy)
import numpy as np
r = np.random.default_rng(1)
np.random.seed(3)
r.integers(0, 10, 3).tolist(), np.random.rand(2).round(3).tolist()

# --- attrs (imports attr)
import attr
@attr.s
class P:
    x = attr.ib(default=1)
    y = attr.ib(factory=list)
p = P()
p.y.append(2)
repr(p), attr.asdict(p)

# --- dateutil (imports dateutil)
from dateutil.parser import parse
from dateutil.relativedelta import relativedelta
(parse("2026-01-31") + relativedelta(months=1)).isoformat()

# --- pyyaml (imports yaml)
import yaml
data = yaml.safe_load("a: [1, 2]\nb: {c: d}")
data["a"].append(3)
data, yaml.safe_dump(data)

# --- jinja (imports jinja2)
from jinja2 import Template
Template("{% for x in xs %}{{ x }};{% endfor %}").render(xs=[1, 2])

# --- markdown (imports markdown)
import markdown
markdown.markdown("# a\n\n* b")

# --- requests builds a request (imports requests)
import requests
requests.Request("GET", "http://x/", params={"a": 1}).prepare().url

# --- pytest's raises (imports pytest)
import pytest
with pytest.raises(ZeroDivisionError) as caught:
    1 / 0
caught.type.__name__, 0.1 + 0.2 == pytest.approx(0.3)

# --- pip's vendored rich (imports pip)
from pip._vendor.rich.text import Text
t = Text("hello")
t.append(" world", style="bold")
t.plain, len(t.spans)

# --- packaging in setuptools (imports setuptools)
import setuptools
hasattr(setuptools, "setup")
