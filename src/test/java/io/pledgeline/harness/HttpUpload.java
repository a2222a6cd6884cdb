package io.pledgeline.harness;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Sends one file over a connection of its own, as {@code curl} does: waits to be told to continue, and listens while it
 * sends. (The JDK's client of Java 17 waits for ever when it is answered instead of told to continue.)
 */
final class HttpUpload {

    record Answer(int status, String body) {}

    private static final int SILENCE_MILLIS = 120_000;
    private static final int BLOCK = 1 << 14;

    private final int port;
    private final String head;
    private final Path file;

    /**
     * @param target path and query
     * @param headers lines that end with {@code \r\n}
     */
    HttpUpload(int port, String target, String headers, Path file) throws IOException {
        this.port = port;
        this.file = file;
        this.head = "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "Content-Length: "
                + Files.size(file) + "\r\nConnection: close\r\n";
    }

    /** Sends it within about so much time. */
    Answer send(Duration time) throws IOException {
        try (Socket socket = connect("Expect: 100-continue\r\n\r\n")) {
            InputStream in = socket.getInputStream();
            String status = line(in);
            if (!status.startsWith("HTTP/1.1 100")) {
                return answer(status, in);
            }
            line(in);
            try {
                sendBody(socket.getOutputStream(), time);
            } catch (IOException e) {
                // Whoever does not want the rest says why before he hangs up.
            }
            return answer(line(in), in);
        }
    }

    /** Sends a share of the file and hangs up. */
    void tearOff(double share) throws IOException {
        try (Socket socket = connect("\r\n")) {
            byte[] bytes = Files.readAllBytes(file);
            socket.getOutputStream().write(bytes, 0, (int) (bytes.length * share));
            socket.getOutputStream().flush();
            LoopbackProxy.pause(300);
            LoopbackProxy.reset(socket);
        }
    }

    private Socket connect(String last) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.getOutputStream().write((head + last).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private void sendBody(OutputStream out, Duration time) throws IOException {
        long pause = TimeUnit.NANOSECONDS.toMillis(time.toNanos() * BLOCK / Math.max(BLOCK, Files.size(file)));
        byte[] block = new byte[BLOCK];
        try (InputStream content = Files.newInputStream(file)) {
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                LoopbackProxy.pause(pause);
                out.write(block, 0, read);
            }
        }
        out.flush();
    }

    private static Answer answer(String status, InputStream in) throws IOException {
        int length = 0;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
            length = header.startsWith("content-length:")
                    ? Integer.parseInt(header.substring(15).strip())
                    : length;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (chunked) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
        } else {
            body.write(in.readNBytes(length));
        }
        return new Answer(Integer.parseInt(status.split(" ", 3)[1]), body.toString(StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("hung up without an answer");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
