package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Python;
import org.pybridge.testing.support.Processes;

/** Callbacks of many threads of one worker. */
@Timeout(120)
class WorkerCallbackTest {

    @Test
    void manyThreadsCallJavaAndEachGetsItsOwnAnswer() {
        IntUnaryOperator twice = value -> 2 * value;
        try (Python python = PythonProcess.start()) {
            assertThat(python.eval("""
                    import threading
                    results = {}
                    start = threading.Barrier(500)
                    def work(i):
                        start.wait()
                        results[i] = twice(i)
                    threads = [threading.Thread(target=work, args=(i,)) for i in range(500)]
                    for each in threads: each.start()
                    for each in threads: each.join()
                    [results[i] for i in range(500)]
                    """, Map.of("twice", twice)).as(int[].class))
                    .isEqualTo(IntStream.range(0, 500).map(twice).toArray());
        }
    }

    @Test
    void forgedCallbacksTakeNoMoreThreadsThanTheLimit() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger all = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        IntUnaryOperator slow = value -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            assertThatCode(release::await).doesNotThrowAnyException();
            running.decrementAndGet();
            return all.incrementAndGet();
        };
        try (Python python = PythonProcess.start()) {
            python.exec("""
                    import sys
                    from _pybridge_wire import encode
                    import _pybridge_conversations as conversations, _pybridge_frames as frames
                    token = [c.cell_contents for c in slow.__closure__ if type(c.cell_contents) is frames.Token][0]
                    body = token.number.to_bytes(8, 'big') + bytes(8) + encode([None, None, 1], False, None)
                    for i in range(2000):
                        conversations.Errand.side.post(frames.CALLBACK, (1 << 62) + i, body)
                    sys.modules['kept'] = slow
                    """, Map.of("slow", slow));
            Processes.await(() -> running.get() == 256);
            release.countDown();
            Processes.await(() -> all.get() == 2000);
            assertThat(most).hasValue(256);
            assertThat(python.eval("1 + 1").as(int.class)).isEqualTo(2);
        }
    }
}
