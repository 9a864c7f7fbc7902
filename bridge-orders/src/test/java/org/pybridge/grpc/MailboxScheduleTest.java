package org.pybridge.grpc;

import static org.pybridge.orders.Schedule.check;
import static org.pybridge.orders.Schedule.explore;
import static org.pybridge.orders.Schedule.start;
import static org.pybridge.orders.Schedule.together;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In whatever order messages come, the mailbox is closed and its reader is interrupted, each message is taken once, and the reader ends. */
class MailboxScheduleTest {
    /** Takes all messages, and tells whether the thread was interrupted in the end. */
    private static final class Reader {
        private final List<Integer> taken = new ArrayList<>();
        private boolean interrupted;

        void takeAll(Mailbox<Integer> mailbox) {
            for (Integer next = mailbox.take(); next != null; next = mailbox.take()) {
                taken.add(next);
            }
            interrupted = Thread.interrupted();
        }
    }

    @Test
    void eachMessageIsTakenOnceBeforeTheEnd() {
        explore(() -> {
            Mailbox<Integer> mailbox = new Mailbox<>();
            Reader reader = new Reader();
            together(() -> reader.takeAll(mailbox), () -> {
                mailbox.put(1);
                mailbox.put(2);
                mailbox.close();
            });
            check(reader.taken.equals(List.of(1, 2)), "taken: " + reader.taken);
        });
    }

    @Test
    void whatComesBesideTheEndIsTakenWhereItCameFirst() {
        explore(() -> {
            Mailbox<Integer> mailbox = new Mailbox<>();
            Reader reader = new Reader();
            mailbox.put(1);
            together(() -> reader.takeAll(mailbox), () -> mailbox.put(2), mailbox::close);
            check(reader.taken.equals(List.of(1, 2)) || reader.taken.equals(List.of(1)), "taken: " + reader.taken);
        });
    }

    @Test
    void anInterruptEndsNoWaitAndStaysWithItsThread() {
        explore(() -> {
            Mailbox<Integer> mailbox = new Mailbox<>();
            Reader reader = new Reader();
            Thread reading = start(() -> reader.takeAll(mailbox));
            together(reading::interrupt, () -> {
                mailbox.put(1);
                mailbox.put(2);
            });
            mailbox.close();
            reading.join();
            check(reader.taken.equals(List.of(1, 2)), "taken: " + reader.taken);
            check(reader.interrupted, "the reader's thread is not interrupted any more");
        });
    }

    @Test
    void aMessageThatIsPutBackIsTheNext() {
        explore(() -> {
            Mailbox<Integer> mailbox = new Mailbox<>();
            List<Integer> taken = new ArrayList<>();
            together(
                    () -> {
                        Integer first = mailbox.take();
                        mailbox.putBack(first);
                        taken.add(mailbox.take());
                        taken.add(mailbox.take());
                    },
                    () -> mailbox.put(1),
                    () -> mailbox.put(2));
            check(taken.size() == 2 && taken.containsAll(List.of(1, 2)), "taken: " + taken);
        });
    }
}
