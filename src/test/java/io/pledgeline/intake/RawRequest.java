package io.pledgeline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request sent by hand over a socket, piece by piece, as slow, broken and vanishing clients send it. */
public final class RawRequest implements AutoCloseable {

    /** What came back; {@code continued} when a {@code 100 Continue} came before it. */
    public record Answer(int status, Map<String, String> headers, String body, boolean continued) {

        public JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }

        public String code() throws IOException {
            return json().path("code").asText();
        }
    }

    private final Socket socket;

    /** Connects and sends the head, whose lines end with {@code \n} here; an empty line is added. */
    public RawRequest(int port, String head) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(20_000);
        send((head.stripTrailing() + "\n\n").replace("\n", "\r\n"));
    }

    public RawRequest send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawRequest send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    public RawRequest send(byte[] bytes, int from, int length) throws IOException {
        socket.getOutputStream().write(bytes, from, length);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends one piece of a chunked body; an empty one ends it. */
    public RawRequest chunk(byte[] bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return send(chunk.toByteArray());
    }

    /** Says that nothing more is sent, but goes on listening. */
    public RawRequest end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Vanishes: the other end sees a reset connection. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Leaves politely in the middle. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Whether something came back already. */
    public boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    public Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        String first = line(in);
        boolean continued = first.startsWith("HTTP/1.1 100");
        if (continued) {
            line(in);
            first = line(in);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip());
        }
        return new Answer(Integer.parseInt(first.split(" ")[1]), headers, body(in, headers), continued);
    }

    /** Reads an answer {@code 100 Continue} alone. */
    public String interim() throws IOException {
        String first = line(socket.getInputStream());
        line(socket.getInputStream());
        return first;
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.getOrDefault("Transfer-Encoding", "")
                .toLowerCase(Locale.ROOT)
                .equals("chunked")) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.writeBytes(in.readNBytes(size));
                line(in);
            }
        } else {
            body.writeBytes(in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The server closed the connection after \"" + line + "\"");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
