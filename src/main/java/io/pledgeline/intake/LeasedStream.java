package io.pledgeline.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Renews the lease of an upload as long as its bytes arrive, however slowly. */
final class LeasedStream extends FilterInputStream {

    private final long period;
    private final Runnable renewal;
    private long last = System.nanoTime();

    LeasedStream(InputStream in, Duration period, Runnable renewal) {
        super(in);
        this.period = period.toNanos();
        this.renewal = renewal;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        renew();
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        renew();
        return read;
    }

    private void renew() {
        long now = System.nanoTime();
        if (now - last > period) {
            last = now;
            renewal.run();
        }
    }
}
