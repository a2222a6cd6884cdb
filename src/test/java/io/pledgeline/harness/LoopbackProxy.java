package io.pledgeline.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the processes and one server, and can cut their connections and take no new ones. */
public abstract class LoopbackProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger touched = new AtomicInteger();
    private volatile boolean refusing;

    LoopbackProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("proxy-" + target, this::accept);
    }

    /** Forwards between both until one of them ends. */
    abstract void serve(Socket client, Socket server) throws IOException;

    public int port() {
        return listener.getLocalPort();
    }

    /** Resets all connections, and new ones until it is healed. */
    void cut() {
        refusing = true;
        for (Socket socket : open) {
            touched.incrementAndGet();
            reset(socket);
        }
    }

    /** Breaks nothing any more. */
    void heal() {
        refusing = false;
    }

    /** Connections, blocks or requests that were disturbed since this was asked last. */
    public int touched() {
        return touched.getAndSet(0);
    }

    boolean hasTouched() {
        return touched.get() > 0;
    }

    void touch() {
        touched.incrementAndGet();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    touch();
                    reset(client);
                } else {
                    daemon("proxied-" + target, () -> handle(client));
                }
            } catch (IOException e) {
                // The listener is closed, or the client was gone at once.
            }
        }
    }

    private void handle(Socket client) {
        open.add(client);
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(server);
            try {
                serve(client, server);
            } finally {
                open.remove(server);
            }
        } catch (IOException e) {
            // The server is away, or one end has gone: the other learns it by the close.
        } finally {
            open.remove(client);
        }
    }

    /** What happens to the blocks that go one way through one connection. */
    interface Passage {

        /**
         * Lets a block pass, sooner or later.
         *
         * @return how many of its bytes; fewer than all end the connection
         */
        int passes(int bytes) throws IOException;
    }

    /** Forwards both ways, each end's close to the other, until the server has nothing more to say. */
    void forward(InputStream fromClient, Socket client, Socket server, Passage up, Passage down) throws IOException {
        daemon("to-" + target, () -> {
            try {
                pump(fromClient, server.getOutputStream(), up);
                server.shutdownOutput();
            } catch (IOException e) {
                reset(server);
                reset(client);
            }
        });
        try {
            pump(server.getInputStream(), client.getOutputStream(), down);
        } catch (IOException e) {
            reset(server);
            reset(client);
            throw e;
        }
    }

    private static void pump(InputStream in, OutputStream out, Passage passage) throws IOException {
        byte[] block = new byte[1 << 15];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            int length = passage.passes(read);
            out.write(block, 0, length);
            out.flush();
            if (length < read) {
                throw new IOException("cut on purpose");
            }
        }
    }

    static void pause(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed already.
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(LoopbackProxy::reset);
    }
}
