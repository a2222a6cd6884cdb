package io.pledgeline.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Gives ports of the loopback interface, each to one JVM once.
 *
 * <p>A server binds its port seconds after it was chosen, and some are stopped and started again on the same. Until
 * this JVM ends, it listens on the next port: whoever finds that one taken, looks further.
 */
public final class Ports {

    // Below those that systems give to connections: Linux from 32768, macOS and Windows from 49152.
    private static final int FIRST = 11_000;
    private static final int PAIRS = 10_000;

    private static final List<ServerSocket> RESERVATIONS = new CopyOnWriteArrayList<>();

    private Ports() {}

    /** Gives one that nothing listens on, and that nobody else is given. */
    public static int free() {
        return IntStream.generate(() -> FIRST + 2 * ThreadLocalRandom.current().nextInt(PAIRS))
                .limit(PAIRS)
                .filter(Ports::reserve)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port is free"));
    }

    private static boolean reserve(int port) {
        try {
            RESERVATIONS.add(listen(port + 1));
            listen(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
