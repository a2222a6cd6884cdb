package io.pledgeline.harness;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Lets each answer of a server come a little later, as from another machine. */
public final class DelayedAnswers extends LoopbackProxy {

    private final Duration delay;

    /** @param target port of the server */
    public DelayedAnswers(int target, Duration delay) {
        super(target);
        this.delay = delay;
    }

    @Override
    void serve(Socket client, Socket server) throws IOException {
        forward(client.getInputStream(), client, server, bytes -> bytes, bytes -> {
            pause(delay.toMillis());
            return bytes;
        });
    }
}
