"""Calls, callbacks and output over real sockets, with the tests in the place of Java."""

import gc
import os
import sys
import threading
import types
import unittest

import support
from java import EACH, FIELDS, NOTHING, REFERENCE, Callback, Reference, connected, numbers, read, written

import _pybridge_conversations as conversations
import _pybridge_frames as frames
import _pybridge_lanes as lanes
import _pybridge_tasks as tasks
from _pybridge_conversations import Errand

code = types.ModuleType("code_of_the_test")
sys.modules["code_of_the_test"] = code
code.__file__ = "code.py"


class AFrame(unittest.TestCase):
    def setUp(self):
        self.stream, self.descriptor, self.java, self.sockets = connected()

    def tearDown(self):
        for each in self.sockets:
            each.close()

    def test_has_a_length_a_kind_a_number_and_a_body(self):
        self.assertEqual("0000000b" + "02" + "0000000000000007" + "6162", frames.frame(2, 7, b"ab").hex())
        self.assertEqual(frames.frame(2, 7, b"ab"), frames.header(2, 7, 2) + b"ab")

    def test_arrives_whole(self):
        self.java.send(frames.CALL, 1 << 63, b"body")
        self.java.send(frames.PING, 2)
        self.assertEqual((frames.CALL, 1 << 63, b"body"), frames.receive(self.stream))
        self.assertEqual((frames.PING, 2, b""), frames.receive(self.stream))

    def test_arrives_whole_where_it_is_larger_than_a_pipe(self):
        data = os.urandom(3 << 20)
        writer = threading.Thread(target=frames.write, args=(self.descriptor, frames.frame(9, 1, data)))
        writer.start()
        self.assertEqual((9, 1, data), self.java.receive())
        writer.join()
        source, target = os.pipe()
        writer = threading.Thread(target=lambda: (frames.write(target, data), os.close(target)))
        writer.start()
        with open(source, "rb") as pipe:
            self.assertEqual(data, pipe.read())
        writer.join()

    def test_arrives_whole_where_a_signal_cuts_the_write(self):
        code = (
            "import os, signal, threading, _pybridge_frames as frames\n"
            "source, target = os.pipe()\n"
            "data = os.urandom(1 << 19)\n"
            "interrupted, received = threading.Event(), []\n"
            "def read():\n"
            "    interrupted.wait()\n"
            "    with open(source, 'rb') as pipe: received.append(pipe.read())\n"
            "thread = threading.Thread(target=read); thread.start()\n"
            "signal.signal(signal.SIGALRM, lambda *rest: interrupted.set())\n"
            "signal.setitimer(signal.ITIMER_REAL, 0.1)\n"
            "frames.write(target, data); os.close(target); thread.join()\n"
            "print(interrupted.is_set(), received == [data])\n"
        )
        self.assertEqual("True True\n", support.run(code))

    def test_is_the_end_where_it_is_cut(self):
        self.java._send(b"\0\0\0")
        self.sockets[-1].shutdown(1)
        with self.assertRaises(frames.Ended):
            frames.receive(self.stream)


class WhatIsKept(unittest.TestCase):
    def test_is_found_by_its_number_until_it_is_released(self):
        thing = object()
        number = frames.keep(thing)
        self.assertIs(thing, frames.kept(number))
        del frames.objects[number]
        with self.assertRaisesRegex(ReferenceError, "the object was released"):
            frames.kept(number)

    def test_of_java_is_told_when_it_is_garbage(self):
        frames.forgotten()
        tokens = [frames.Token(5), frames.Token(6)]
        self.assertEqual(b"", frames.forgotten())
        del tokens[0]
        gc.collect()
        self.assertEqual([5], numbers(frames.forgotten()))
        self.assertEqual(b"", frames.forgotten())
        del tokens


class Talking(unittest.TestCase):
    """A lane and a side lane that threads serve."""

    def setUp(self):
        conversations.limit_results(1 << 30)
        frames.forgotten()
        stream, descriptor, self.side, self.side_sockets = connected()
        self.side_lane = lanes.SideLane(stream, descriptor)
        Errand.side = self.side_lane
        stream, descriptor, self.java, self.sockets = connected()
        ready = threading.Event()
        self.tasks = tasks.Tasks(self.side_lane)

        def serve():
            self.lane = lanes.Lane(stream, descriptor, self.side_lane)
            ready.set()
            self.lane.serve()

        def heard(kind, number, body):
            if kind == frames.CALL:
                self.tasks.begin(kind, number, body)
            else:
                self.side_lane.post(frames.CANCELLED, number, b"\1" if self.tasks.cancel(number) else b"\0")

        def attend():
            try:
                self.side_lane.listen(heard)
            except frames.Ended:
                pass

        self.threads = [threading.Thread(target=serve, daemon=True), threading.Thread(target=attend, daemon=True)]
        for each in self.threads:
            each.start()
        ready.wait()
        vars(code).clear()
        conversations._functions.clear()

    def tearDown(self):
        self.java.send(frames.BYE, 0)
        self.side_sockets[-1].shutdown(2)
        for each in self.threads:
            each.join(30)
            self.assertFalse(each.is_alive())
        for each in (*self.sockets, *self.side_sockets):
            each.close()
        Errand.side = None


class ACall(Talking):
    def test_gives_its_result(self):
        code.add = lambda a, b=10: [a, a + b]
        self.java.call(1, "code_of_the_test:add", 1)
        self.assertEqual([1, 11], self.java.result(1))
        self.java.call(2, "code_of_the_test:add", 1, named={"b": 2})
        self.assertEqual([1, 3], self.java.result(2))

    def test_gives_it_in_the_shape_that_is_wanted(self):
        code.thing = lambda: types.SimpleNamespace(a=1)
        self.java.call(1, "code_of_the_test:thing", shape=FIELDS)
        self.assertEqual({"a": 1}, self.java.result(1))
        self.java.call(2, "code_of_the_test:thing", shape=NOTHING)
        self.assertIsNone(self.java.result(2))
        self.java.call(3, "code_of_the_test:thing", shape=REFERENCE)
        kind, number, body = self.java.receive()
        self.assertEqual((frames.KEPT, 3, 1), (kind, number, frames.objects[numbers(body)[0]].a))
        code.both = lambda: [1, object()]
        self.java.call(4, "code_of_the_test:both", shape=EACH)
        result = self.java.result(4)
        self.assertEqual((1, Reference), (result[0], type(result[1])))

    def test_can_be_of_a_kept_object(self):
        number = frames.keep(lambda value: value * 2)
        self.java.send(frames.CALL_OBJECT, 1, written([0, Reference(number), None, 4]))
        self.assertEqual(8, self.java.result(1))
        del frames.objects[number]
        self.java.send(frames.CALL_OBJECT, 2, written([0, Reference(number), None, 4]))
        kind, _, body = self.java.receive()
        self.assertEqual((frames.ERROR, "ReferenceError"), (kind, read(body)[0]))

    def test_fails_as_data(self):
        code.fail = lambda: {}["missing"]
        self.java.call(1, "code_of_the_test:fail")
        kind, number, body = self.java.receive()
        self.assertEqual((frames.ERROR, 1), (kind, number))
        self.assertEqual(("KeyError", "'missing'"), tuple(read(body)[::2][:2]))

    def test_fails_where_its_result_cannot_be_copied(self):
        cycle = []
        cycle.append(cycle)
        code.cycle = lambda: cycle
        self.java.call(1, "code_of_the_test:cycle")
        kind, _, body = self.java.receive()
        self.assertEqual((frames.UNCONVERTIBLE, "$[0]"), (kind, read(body)[0]))

    def test_has_a_limit_for_its_result(self):
        code.large = lambda size: bytes(size)
        conversations.limit_results(100_000)
        self.java.call(1, "code_of_the_test:large", 100_001)
        kind, _, body = self.java.receive()
        self.assertEqual((frames.UNCONVERTIBLE, "value of 100001 bytes"), (kind, read(body)[1]))
        self.java.call(2, "code_of_the_test:large", 90_000)
        self.assertEqual(bytes(90_000), self.java.result(2))

    def test_runs_coroutines(self):
        async def later():
            return 5

        code.later = later
        self.java.call(1, "code_of_the_test:later")
        self.assertEqual(5, self.java.result(1))

    def test_finds_a_function_once_where_its_module_does_not_change(self):
        code.f = lambda: 1
        self.java.call(1, "code_of_the_test:f")
        self.assertEqual(1, self.java.result(1))
        code.f = lambda: 2
        self.java.call(2, "code_of_the_test:f")
        self.assertEqual(1, self.java.result(2))


class ACallback(Talking):
    def expect(self, number):
        kind, answered, body = self.java.receive()
        self.assertEqual((frames.CALLBACK, number), (kind, answered))
        name, named, *arguments = read(body[16:])
        return numbers(body[:16]), name, named, arguments

    def test_asks_java_and_goes_on_with_the_answer(self):
        code.twice = lambda f: [f(1), f(2, x="y")]
        self.java.call(1, "code_of_the_test:twice", Callback(70))
        self.assertEqual(([70, 1], None, None, [1]), self.expect(1))
        self.java.send(frames.ANSWER, 1, written("a"))
        self.assertEqual(([70, 1], None, {"x": "y"}, [2]), self.expect(1))
        self.java.send(frames.ANSWER, 1, written("b"))
        self.assertEqual(["a", "b"], self.java.result(1))

    def test_can_call_back_while_java_has_its_turn(self):
        code.outer = lambda f: f() + 1
        code.inner = lambda: 40
        self.java.call(1, "code_of_the_test:outer", Callback(70))
        self.expect(1)
        self.java.call(1, "code_of_the_test:inner")
        self.assertEqual(40, self.java.result(1))
        self.java.send(frames.ANSWER, 1, written(41))
        self.assertEqual(42, self.java.result(1))

    def test_raises_what_java_threw_and_tells_if_nobody_caught_it(self):
        def catching(f):
            try:
                f()
            except Exception as error:
                return [type(error).__name__, str(error)]

        code.catching, code.passing = catching, lambda f: f()
        for number, name in ((1, "catching"), (2, "passing")):
            self.java.call(number, f"code_of_the_test:{name}", Callback(70))
            self.expect(number)
            self.java.send(frames.FAILURE, number, written(["java.io.IOException", "gone", 9, 0, False]))
            if name == "catching":
                self.assertEqual(["JavaError", "java.io.IOException: gone"], self.java.result(1))
            else:
                kind, _, body = self.java.receive()
                self.assertEqual((frames.THROWN, [9]), (kind, numbers(body)))

    def test_is_told_when_it_is_garbage(self):
        code.take = lambda f: None
        self.java.call(1, "code_of_the_test:take", Callback(71))
        self.assertIsNone(self.java.result(1))
        self.assertEqual([71], self.java.forgotten)

    def test_of_another_thread_goes_over_the_side_lane(self):
        def start(f):
            results = []
            thread = threading.Thread(target=lambda: results.append(f(3)))
            thread.start()
            thread.join()
            return results

        code.start = start
        self.java.call(1, "code_of_the_test:start", Callback(70))
        kind, number, body = self.side.receive()
        self.assertEqual((frames.CALLBACK, [3]), (kind, read(body[16:])[2:]))
        self.assertGreater(number, 1 << 62)
        self.side.send(frames.ANSWER, number, written("side"))
        self.assertEqual(["side"], self.java.result(1))


class Output(Talking):
    def test_goes_before_the_result_that_it_belongs_to(self):
        code.say = lambda text: lanes.tell(frames.OUTPUT, b"\1" + text.encode())
        self.java.call(1, "code_of_the_test:say", "hello")
        self.assertEqual((frames.OUTPUT, 1, b"\1hello"), self.java.receive())
        self.assertIsNone(self.java.result(1))

    def test_of_a_thread_goes_with_the_call_that_started_it(self):
        def say():
            work = lanes.work_of_thread()

            def run():
                lanes.join_work(*work)
                lanes.tell(frames.OUTPUT, b"\1thread")

            thread = threading.Thread(target=run)
            thread.start()
            thread.join()

        code.say = say
        self.java.call(1, "code_of_the_test:say")
        self.assertEqual((frames.OUTPUT, 1, b"\1thread"), self.java.receive())
        self.assertIsNone(self.java.result(1))

    def test_of_a_thread_goes_over_the_side_lane_while_java_has_its_turn(self):
        turn = threading.Event()
        started = []

        def call(f):
            work = lanes.work_of_thread()

            def run():
                lanes.join_work(*work)
                turn.wait()
                lanes.tell(frames.OUTPUT, b"\1meanwhile")

            started.append(threading.Thread(target=run))
            started[0].start()
            f()

        code.call = call
        self.java.call(1, "code_of_the_test:call", Callback(70))
        self.assertEqual((frames.CALLBACK, 1), self.java.receive()[:2])
        turn.set()
        self.assertEqual((frames.OUTPUT, 1, b"\1meanwhile"), self.side.receive())
        started[0].join()
        self.java.send(frames.ANSWER, 1, written(None))
        self.assertEqual((frames.SYNC, 1), self.java.receive()[:2])
        self.assertIsNone(self.java.result(1))

    def test_of_nobody_goes_over_the_side_lane_and_is_waited_for(self):
        code.nothing = lambda: None
        self.side_lane.post(frames.OUTPUT, 0, b"\1side")
        self.assertEqual((frames.OUTPUT, 0, b"\1side"), self.side.receive())
        self.java.call(1, "code_of_the_test:nothing")
        kind, _, body = self.java.receive()
        self.assertEqual((frames.SYNC, 1), (kind, numbers(body)[0]))
        self.assertEqual((frames.SYNC, 1, b""), self.side.receive())
        self.assertIsNone(self.java.result(1))
        self.java.call(2, "code_of_the_test:nothing")
        self.assertIsNone(self.java.result(2))

    def test_of_many_threads_stays_whole(self):
        def post(letter):
            for _ in range(300):
                self.side_lane.post(frames.LOG, 3, letter * 500)

        threads = [threading.Thread(target=post, args=(each,)) for each in (b"a", b"b", b"c")]
        for each in threads:
            each.start()
        counted = {}
        for _ in range(900):
            kind, number, body = self.side.receive()
            self.assertEqual((frames.LOG, 3, 500, 1), (kind, number, len(body), len(set(body))))
            counted[body[:1]] = counted.get(body[:1], 0) + 1
        self.assertEqual({b"a": 300, b"b": 300, b"c": 300}, counted)


class Tasks(Talking):
    def test_overlap_where_they_are_coroutines(self):
        import asyncio

        events = {}

        async def wait(name):
            await events.setdefault(name, asyncio.Event()).wait()
            return name

        async def wake(name):
            events[name].set()

        code.wait, code.wake = wait, wake
        self.side.call(1, "code_of_the_test:wait", "a")
        self.side.call(2, "code_of_the_test:wait", "b")
        self.side.call(3, "code_of_the_test:wake", "b")
        self.assertEqual({2: "b", 3: None}, self.results(2))
        self.side.call(4, "code_of_the_test:wake", "a")
        self.assertEqual({1: "a", 4: None}, self.results(2))

    def results(self, count):
        found = {}
        while len(found) < count:
            kind, number, body = self.side.receive()
            self.assertEqual(frames.RESULT, kind, body)
            found[number] = read(body)
        return found

    def test_run_functions_in_threads(self):
        meeting = threading.Barrier(3)
        code.meet = lambda: meeting.wait(30) >= 0
        for number in (1, 2, 3):
            self.side.call(number, "code_of_the_test:meet")
        self.assertEqual({1: True, 2: True, 3: True}, self.results(3))

    def test_fail_as_calls_do(self):
        async def fail():
            raise ValueError("x")

        code.fail = fail
        for number, target in ((1, "code_of_the_test:fail"), (2, "code_of_the_test:missing")):
            self.side.call(number, target)
            kind, answered, body = self.side.receive()
            self.assertEqual((frames.ERROR, number), (kind, answered))
            self.assertEqual("ValueError" if number == 1 else "AttributeError", read(body)[0])

    def test_are_cancelled(self):
        import asyncio

        async def for_ever():
            await asyncio.Event().wait()

        code.for_ever = for_ever
        self.side.call(1, "code_of_the_test:for_ever")
        self.side.send(frames.CANCEL, 1)
        received = [self.side.receive() for _ in range(2)]
        self.assertEqual({(frames.CANCELLED, 1), (frames.ERROR, 1)}, {each[:2] for each in received})
        body = next(body for kind, _, body in received if kind == frames.ERROR)
        self.assertRegex(read(body)[0], "CancelledError$")
        self.side.send(frames.CANCEL, 99)
        self.assertEqual((frames.CANCELLED, 99, b"\0"), self.side.receive())

    def test_work_for_their_own_call(self):
        async def number():
            return conversations.call_number()

        code.number, code.of_thread = number, lambda: conversations.call_number()
        self.side.call(5, "code_of_the_test:number")
        self.side.call(6, "code_of_the_test:of_thread")
        self.assertEqual({5: 5, 6: 6}, self.results(2))


class AnInterrupt(Talking):
    def test_is_raised_only_in_the_call_that_it_is_for(self):
        lane = lanes.Lane(None, -1, self.side_lane)
        lane.number, lane.given_up, lane.interruptible = 5, 5, True
        with self.assertRaises(conversations.CallInterrupted):
            lane.interrupt()
        self.assertEqual(0, lane.given_up)
        lane.interrupt()
        lane.number, lane.given_up = 6, 5
        lane.interrupt()
        self.assertEqual(5, lane.given_up)
        lane.number, lane.interruptible = 5, False
        lane.interrupt()

    def test_cancels_a_coroutine_once(self):
        lane, cancelled = lanes.Lane(None, -1, self.side_lane), []
        lane.number = 5
        self.assertFalse(lane.stop_coroutine())
        lane.cancel = lambda: cancelled.append(1)
        self.assertTrue(lane.stop_coroutine())
        self.assertFalse(lane.stop_coroutine())
        self.assertEqual([1], cancelled)


if __name__ == "__main__":
    unittest.main()
