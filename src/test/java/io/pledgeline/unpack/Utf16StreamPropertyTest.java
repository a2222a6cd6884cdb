package io.pledgeline.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random UTF-16, read in pieces of any size: text stays what it is, and what is no text never becomes some. */
class Utf16StreamPropertyTest {

    private static final int TEXTS = 40;
    /** Beyond the buffer of the stream, so that pairs lie across its end. */
    private static final int LONGEST = 20_000;

    @RepeatedTest(20)
    void textIsTranscodedAsJavaDoes(RepetitionInfo run) throws IOException {
        Random random = new Random(run.getCurrentRepetition());
        for (int n = 0; n < TEXTS; n++) {
            String text = text(random);
            for (boolean little : new boolean[] {true, false}) {
                byte[] utf8 = read(text.getBytes(charset(little)), little, random);

                String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
                assertThat(utf8).isEqualTo(unmarked.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @RepeatedTest(20)
    void halfACharacterNeverDecodesAndNeverDisappears(RepetitionInfo run) throws IOException {
        Random random = new Random(run.getCurrentRepetition());
        for (int n = 0; n < TEXTS; n++) {
            String before = text(random);
            String after = text(random);
            char half = (char) (0xD800 + random.nextInt(0x800));
            boolean odd = random.nextInt(3) == 0;
            boolean little = random.nextBoolean();
            byte[] bytes = bytes(odd ? before : before + half + after, little);
            byte[] file = odd ? append(bytes, (byte) random.nextInt(256)) : bytes;
            byte[] utf8 = read(file, little, random);

            assertThat(decodes(utf8))
                    .as("seed " + run.getCurrentRepetition() + ", text " + n)
                    .isFalse();
            String unmarked = before.startsWith("\uFEFF") ? before.substring(1) : before;
            byte[] start = unmarked.getBytes(StandardCharsets.UTF_8);
            byte[] end = odd ? new byte[0] : after.getBytes(StandardCharsets.UTF_8);
            int behind = utf8.length - end.length;
            assertThat(utf8).hasSize(start.length + (odd ? 1 : 3) + end.length);
            assertThat(Arrays.copyOf(utf8, start.length)).isEqualTo(start);
            assertThat(Arrays.copyOfRange(utf8, behind, utf8.length)).isEqualTo(end);
        }
    }

    /** Without half characters; begins with a byte order mark now and then. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        for (int left = random.nextInt(random.nextInt(4) == 0 ? LONGEST : 50); left > 0; left--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> 0x80 + random.nextInt(0x780);
                        case 2 -> 0x800 + random.nextInt(0xD000);
                        case 3 -> 0xE000 + random.nextInt(0x2000);
                        default -> 0x10000 + random.nextInt(0x100000);
                    });
        }
        return text.toString();
    }

    /** Java would replace a half, so this writes unit by unit. */
    private static byte[] bytes(String text, boolean little) {
        ByteBuffer bytes =
                ByteBuffer.allocate(text.length() * 2).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        text.chars().forEach(unit -> bytes.putShort((short) unit));
        return bytes.array();
    }

    private static byte[] append(byte[] bytes, byte last) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = last;
        return longer;
    }

    private static Charset charset(boolean little) {
        return little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    private static byte[] read(byte[] file, boolean little, Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[1 + random.nextInt(5_000)];
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        try (InputStream in = new Utf16Stream(new Trickle(new ByteArrayInputStream(file), random), order)) {
            while (true) {
                if (random.nextInt(5) == 0) {
                    int one = in.read();
                    if (one < 0) {
                        return out.toByteArray();
                    }
                    out.write(one);
                } else {
                    int read = in.read(piece, 0, random.nextInt(piece.length + 1));
                    if (read < 0) {
                        return out.toByteArray();
                    }
                    out.write(piece, 0, read);
                }
            }
        }
    }

    private static boolean decodes(byte[] utf8) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Gives less than it is asked for, as a connection does. */
    private static final class Trickle extends FilterInputStream {

        private final Random random;

        Trickle(InputStream in, Random random) {
            super(in);
            this.random = random;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return super.read(bytes, from, length == 0 ? 0 : 1 + random.nextInt(length));
        }
    }
}
