package org.pybridge.testing.calls;

import java.util.ArrayList;
import java.util.List;

/**
 * Scripts that change their own data: each kind of change, of a list and of a dict, at each place where one can be. The way in which it is
 * done takes turns, so that each place, each change and each way meet.
 */
final class Mutations {

    /** Where data is. {@code %s} in what makes it is the data. */
    private record Place(String name, String made, String path) {}

    /** How a change is made. In its text, {@code CHANGE} is the change, {@code PATH} the place, {@code OF(x)} the change of {@code x}. */
    private record Way(String name, String text) {}

    private static final List<Place> PLACES = List.of(
            new Place("a name", "x = %s", "x"),
            new Place("a list", "x = [0, %s]", "x[1]"),
            new Place("a list of lists", "x = [[0], [0, [%s]]]", "x[1][1][0]"),
            new Place("a dict", "x = {'k': %s}", "x['k']"),
            new Place("a dict of dicts", "x = {'k': {'l': {1: %s}}}", "x['k']['l'][1]"),
            new Place("a dict in a list in a dict", "x = {'k': [{'l': %s}]}", "x['k'][0]['l']"),
            new Place("a tuple", "x = (0, %s)", "x[1]"),
            new Place("a tuple in a dict", "x = {'k': (%s,)}", "x['k'][0]"),
            new Place("an attribute", "class C:\n    pass\nx = C()\nx.k = %s", "x.k"),
            new Place(
                    "an attribute of an attribute", "class C:\n    pass\nx = C()\nx.c = C()\nx.c.k = [%s]", "x.c.k[0]"),
            new Place("an attribute of the class", "class C:\n    k = %s\nx = C()", "x.k"),
            new Place(
                    "a slot",
                    "class C:\n    __slots__ = 'k'\n    def __init__(self, k):\n        self.k = k\nx = C(%s)",
                    "x.k"),
            new Place("a namespace", "from types import SimpleNamespace\nx = SimpleNamespace(k=%s)", "x.k"),
            new Place(
                    "a dataclass",
                    "from dataclasses import dataclass\n@dataclass\nclass C:\n    k: object\nx = {'c': C(%s)}",
                    "x['c'].k"),
            new Place(
                    "a defaultdict",
                    "from collections import defaultdict\nx = defaultdict(list)\nx['k'].append(%s)",
                    "x['k'][0]"),
            new Place("a deque", "from collections import deque\nx = deque([%s])", "x[0]"));

    private static final List<Way> WAYS = List.of(
            new Way("directly", "CHANGE"),
            new Way("by an alias", "alias = PATH\nOF(alias)"),
            new Way("in a function", "def change():\n    CHANGE\nchange()"),
            new Way("by a parameter", "def change(it):\n    OF(it)\nchange(PATH)"),
            new Way("in a loop", "for turn in range(1):\n    CHANGE"),
            new Way(
                    "in a method",
                    "class M:\n    def __init__(self, it):\n        self.it = it\n    def change(self):\n"
                            + "        OF(self.it)\nM(PATH).change()"),
            new Way(
                    "in a closure",
                    "def outer():\n    it = PATH\n    def change():\n        OF(it)\n    return change\nouter()()"),
            new Way("in a try", "try:\n    CHANGE\n    raise KeyError\nexcept KeyError:\n    caught = True"),
            new Way(
                    "in a thread",
                    "import threading\ndef change():\n    CHANGE\nthread = threading.Thread(target=change)\n"
                            + "thread.start()\nthread.join()"),
            new Way("in a coroutine", "import asyncio\nasync def change():\n    CHANGE\nasyncio.run(change())"),
            new Way("by exec", "exec(\"\"\"CHANGE\"\"\")"));

    private static final List<String> OF_A_LIST = List.of(
            "PATH.append([9])",
            "PATH[0] = 9",
            "PATH[-1] += 5",
            "PATH[1:] = 'ab'",
            "PATH[::2] = [7] * len(PATH[::2])",
            "del PATH[0]",
            "del PATH[1:]",
            "PATH.extend(range(2))",
            "PATH.insert(0, 9)",
            "PATH.pop()",
            "PATH.remove(2)",
            "PATH.sort(reverse=True)",
            "PATH.reverse()",
            "PATH.clear()",
            "PATH.__iadd__([4])",
            "PATH[0], PATH[-1] = PATH[-1], PATH[0]",
            "__import__('heapq').heappush(PATH, 0)",
            "__import__('random').Random(1).shuffle(PATH)");

    private static final List<String> OF_A_DICT = List.of(
            "PATH['n'] = [9]",
            "PATH['a'] += 1",
            "PATH['l'].append(9)",
            "PATH['l'][0] = {}",
            "del PATH['a']",
            "PATH.update(a=5, z=6)",
            "PATH.setdefault('s', []).append(1)",
            "PATH.pop('a')",
            "PATH.popitem()",
            "PATH.clear()",
            "PATH.__ior__({'b': 2})",
            "PATH['d'].update({'e': {}})",
            "PATH['t'].add(3)");

    private Mutations() {}

    static List<CorpusScript> scripts() {
        List<CorpusScript> scripts = new ArrayList<>();
        add(scripts, "[3, 1, 2]", OF_A_LIST);
        add(scripts, "{'a': 1, 'l': [1], 'd': {}, 't': {1}}", OF_A_DICT);
        return scripts;
    }

    private static void add(List<CorpusScript> scripts, String data, List<String> changes) {
        for (int place = 0; place < PLACES.size(); place++) {
            for (int change = 0; change < changes.size(); change++) {
                scripts.add(
                        script(PLACES.get(place), data, changes.get(change), WAYS.get((place + change) % WAYS.size())));
            }
        }
    }

    private static CorpusScript script(Place place, String data, String change, Way way) {
        String changed = way.text
                .replaceAll("OF\\((.*)\\)", change.replace("PATH", "$1"))
                .replace("CHANGE", change)
                .replace("PATH", place.path);
        return CorpusScript.of(
                "mutations: " + change + " of data in " + place.name + " " + way.name,
                place.made.formatted(data) + "\n" + changed + "\n[" + place.path + ", x]");
    }
}
