package org.pybridge.service;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a call is answered, known when the call has ended. */
final class Replies<A> implements StreamObserver<A> {
    private final List<A> received = new ArrayList<>();
    private final CompletableFuture<List<A>> all = new CompletableFuture<>();

    private Replies() {}

    /** Sends all requests, and gives all replies. */
    static <Q, A> CompletableFuture<List<A>> to(
            Function<StreamObserver<A>, StreamObserver<Q>> method, List<Q> requests) {
        Replies<A> replies = new Replies<>();
        StreamObserver<Q> sent = method.apply(replies);
        requests.forEach(sent::onNext);
        sent.onCompleted();
        return replies.all;
    }

    @Override
    public void onNext(A reply) {
        received.add(reply);
    }

    @Override
    public void onError(Throwable failed) {
        all.completeExceptionally(failed);
    }

    @Override
    public void onCompleted() {
        all.complete(received);
    }
}
