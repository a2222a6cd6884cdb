package io.pledgeline.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before S3 and knows enough of HTTP to answer with errors, to be slow, and to break bodies off in the middle.
 *
 * <p>Every connection carries one request, so that each is treated on its own.
 */
public final class S3Gate extends LoopbackProxy {

    enum Mood {
        WELL,
        FAILING,
        SLOW,
        BREAKING
    }

    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+)");
    private static final int SLOW_BYTES_PER_SECOND = 400_000;
    private static final int LONGEST_BROKEN = 200_000;
    private static final int SILENCE_MILLIS = 120_000;
    private static final String ERROR = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>InternalError</Code>"
            + "<Message>We encountered an internal error. Please try again.</Message></Error>";

    private final Map<String, LongAdder> read = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Pattern> losing = new AtomicReference<>();
    private volatile Mood mood = Mood.WELL;

    public S3Gate(int target) {
        super(target);
    }

    void turn(Mood other) {
        mood = other;
    }

    /** Lets the next request whose first line is like this come to its end, but nobody hear of it. */
    public void loseNextAnswer(String firstLine) {
        losing.set(Pattern.compile(firstLine));
    }

    private boolean loses(String head) {
        Pattern lost = losing.get();
        return lost != null
                && lost.matcher(head.lines().findFirst().orElse("")).matches()
                && losing.compareAndSet(lost, null);
    }

    @Override
    void heal() {
        super.heal();
        mood = Mood.WELL;
    }

    /** Bytes of answers to requests that read an object, by its path, so far. */
    Map<String, LongAdder> read() {
        return read;
    }

    @Override
    void serve(Socket client, Socket server) throws IOException {
        client.setSoTimeout(SILENCE_MILLIS);
        server.setSoTimeout(SILENCE_MILLIS);
        InputStream in = new BufferedInputStream(client.getInputStream(), 1 << 15);
        String head = head(in);
        if (head.isEmpty()) {
            return;
        }
        Mood now = mood;
        if (now == Mood.FAILING) {
            touch();
            refuse(client, in, head);
            return;
        }
        String once =
                head.replaceAll("(?im)^Connection:[^\n]*\n", "").replaceFirst("\r\n", "\r\nConnection: close\r\n");
        server.getOutputStream().write(once.getBytes(StandardCharsets.ISO_8859_1));
        server.getOutputStream().flush();
        LongAdder counter = counter(head);
        Passage up = passage(now, new LongAdder());
        Passage down = loses(head) ? this::nothing : passage(now, counter);
        forward(in, client, server, up, down);
    }

    private int nothing(int bytes) {
        touch();
        return 0;
    }

    private LongAdder counter(String head) {
        String[] words = head.split(" ", 3);
        String path = words[1].replaceFirst("\\?.*", "");
        return words[0].equals("GET") ? read.computeIfAbsent(path, p -> new LongAdder()) : new LongAdder();
    }

    /** A request that began while streams break is broken for good; slowness comes and goes. */
    private Passage passage(Mood atFirst, LongAdder counter) {
        long[] left = {mostlyShort()};
        return bytes -> {
            if (mood == Mood.SLOW) {
                touch();
                pause(1000L * bytes / SLOW_BYTES_PER_SECOND);
            }
            int length = bytes;
            if (atFirst == Mood.BREAKING || mood == Mood.BREAKING) {
                length = (int) Math.min(bytes, left[0]);
                left[0] -= length;
                if (length < bytes) {
                    touch();
                }
            }
            counter.add(length);
            return length;
        };
    }

    private static long mostlyShort() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return random.nextInt(1 + random.nextInt(LONGEST_BROKEN));
    }

    private static void refuse(Socket client, InputStream in, String head) throws IOException {
        // Whoever waits to be told to continue is told at once; the others first say what they have to say.
        if (!head.toLowerCase(Locale.ROOT).contains("100-continue")) {
            Matcher length = LENGTH.matcher(head);
            in.skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
        }
        String body = head.startsWith("HEAD") ? "" : ERROR;
        String answer = "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/xml\r\nConnection: close\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
        client.shutdownOutput();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n') {
                ends++;
            } else if (next != '\r') {
                ends = 0;
            }
            if (ends == 2) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }
}
