package io.pledgeline.ai;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads the body of an answer, and no more of it than an answer has. */
final class LimitedText implements BodySubscriber<String> {

    private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final long most;
    private long bytes;
    private @Nullable Subscription subscription;

    /** @param most bytes that are read; with more the body fails as {@link UnusableAnswer} */
    LimitedText(long most) {
        this.most = most;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text.getBody();
    }

    @Override
    public void onSubscribe(Subscription body) {
        subscription = body;
        text.onSubscribe(body);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (bytes > most) {
            return;
        }
        bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes <= most) {
            text.onNext(buffers);
        } else {
            if (subscription != null) {
                subscription.cancel();
            }
            text.onError(new UnusableAnswer("The answer is longer than an answer can be"));
        }
    }

    @Override
    public void onError(Throwable fault) {
        text.onError(fault);
    }

    @Override
    public void onComplete() {
        text.onComplete();
    }
}
