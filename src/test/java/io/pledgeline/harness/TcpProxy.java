package io.pledgeline.harness;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Forwards bytes of any protocol, and can let them wait. */
final class TcpProxy extends LoopbackProxy {

    private volatile Duration delay = Duration.ZERO;

    TcpProxy(int target) {
        super(target);
    }

    /** Lets every block wait so long, in both directions, until it is healed. */
    void delay(Duration each) {
        delay = each;
    }

    @Override
    void heal() {
        super.heal();
        delay = Duration.ZERO;
    }

    @Override
    void serve(Socket client, Socket server) throws IOException {
        forward(client.getInputStream(), client, server, this::passes, this::passes);
    }

    private int passes(int bytes) throws IOException {
        Duration now = delay;
        if (!now.isZero()) {
            touch();
            pause(now.toMillis());
        }
        return bytes;
    }
}
