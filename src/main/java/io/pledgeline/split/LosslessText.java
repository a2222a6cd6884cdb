package io.pledgeline.split;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes bytes to text so that encoding gives the same bytes back, also those that do not fit the charset.
 *
 * <p>A byte {@code 0xNN} that cannot be decoded becomes the lone surrogate {@code U+DCNN}, which valid text never holds
 * (the {@code surrogateescape} of Python, PEP 383). So do the bytes of {@code U+FFFE}, which is no character and which
 * commons-csv takes for the start of a comment when it is told of none.
 */
public final class LosslessText {

    private static final char ESCAPES = '\uDC00';
    private static final String NO_CHARACTER = "\uFFFE";

    private LosslessText() {}

    /** Returns the text of the bytes. */
    public static String decode(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        if (text.indexOf('\uFFFD') >= 0) {
            text = decodeCarefully(bytes, charset);
        }
        return text.contains(NO_CHARACTER) ? text.replace(NO_CHARACTER, escape(NO_CHARACTER.getBytes(charset))) : text;
    }

    private static String escape(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append((char) (ESCAPES + (b & 0xFF)));
        }
        return text.toString();
    }

    private static String decodeCarefully(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        for (; ; ) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                decoder.flush(out);
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPES + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }

    /** Returns the bytes that {@link #decode} made this text from. */
    public static byte[] encode(String text, Charset charset) {
        if (!hasEscapes(text)) {
            return text.getBytes(charset);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                out.writeBytes(text.substring(from, i).getBytes(charset));
                out.write(text.charAt(i) - ESCAPES);
                from = i + 1;
            }
        }
        out.writeBytes(text.substring(from).getBytes(charset));
        return out.toByteArray();
    }

    /** Whether the text holds bytes that could not be decoded. */
    public static boolean hasEscapes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEscape(String text, int i) {
        char c = text.charAt(i);
        return c >= '\uDC80' && c <= '\uDCFF' && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
