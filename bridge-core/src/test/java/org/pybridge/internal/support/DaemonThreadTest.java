package org.pybridge.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DaemonThreadTest {

    @Test
    void nothingIsTakenOverFromTheThreadThatMadeIt() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        CompletableFuture<String> seen = new CompletableFuture<>();
        CompletableFuture<DaemonThread> made = new CompletableFuture<>();
        ThreadGroup application = new ThreadGroup("application");
        Thread caller = new Thread(application, () -> {
            local.set("secret");
            DaemonThread thread = new DaemonThread("named", () -> seen.complete(String.valueOf(local.get())));
            made.complete(thread);
            thread.start();
        });
        caller.start();

        assertThat(seen.get()).isEqualTo("null");
        assertThat(made.get().isDaemon()).isTrue();
        assertThat(made.get().getName()).isEqualTo("named");
        caller.join();
        made.get().join();
        assertThat(application.activeCount()).isZero();
    }
}
