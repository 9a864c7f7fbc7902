package org.pybridge.service;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.start;
import static org.pybridge.orders.Schedule.together;

import io.grpc.Status;
import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In whatever order a client sends, ends and cancels, its messages are taken one by one, and nobody waits for a client that is gone. */
class InboxScheduleTest {
    private static final Request FIRST = new Request(new byte[] {1}, null);
    private static final Request SECOND = new Request(new byte[] {2}, null);

    /** Takes all messages, as long as the client is there. */
    private static final class Reader {
        private final List<Request> taken = new ArrayList<>();
        private boolean cancelled;
        private boolean interrupted;

        void takeAll(Inbox inbox) {
            try {
                for (Request next = inbox.take(); next != null; next = inbox.take()) {
                    taken.add(next);
                }
            } catch (StatusException gone) {
                cancelled = true;
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
    }

    /** What is initialized by two threads at once is not the scheduler's. */
    @BeforeAll
    static void initializeClasses() {
        check(
                ServedCall.CANCELLED.asException().getStatus().getCode() == Status.Code.CANCELLED,
                "what a reader is told");
    }

    @Test
    void aClientIsAskedForTheNextMessageWhenOneIsTaken() {
        explore(() -> {
            AtomicInteger wanted = new AtomicInteger();
            Inbox inbox = new Inbox(wanted::incrementAndGet);
            Reader reader = new Reader();
            together(() -> reader.takeAll(inbox), () -> {
                inbox.add(FIRST);
                inbox.add(SECOND);
                inbox.end();
            });
            check(reader.taken.equals(List.of(FIRST, SECOND)), "taken: " + reader.taken);
            check(wanted.get() == 2, "asked for " + wanted);
        });
    }

    @Test
    void nobodyWaitsForAClientThatHasCancelled() {
        explore(() -> {
            Inbox inbox = new Inbox(() -> {});
            Reader reader = new Reader();
            together(() -> reader.takeAll(inbox), () -> inbox.add(FIRST), inbox::cancel);
            check(reader.cancelled, "not told of the cancellation");
            check(reader.taken.isEmpty() || reader.taken.equals(List.of(FIRST)), "taken: " + reader.taken);
        });
    }

    @Test
    void aReaderWhoIsStoppedWaitsNoMore() {
        explore(() -> {
            Inbox inbox = new Inbox(() -> {});
            Reader reader = new Reader();
            Thread reading = start(() -> reader.takeAll(inbox));
            together(reading::interrupt, () -> inbox.add(FIRST));
            reading.join();
            check(reader.interrupted, "not interrupted");
        });
    }
}
