package io.pledgeline.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/**
 * Reads UTF-16 as UTF-8, without the byte order mark.
 *
 * <p>Nothing is replaced: half a pair of surrogates becomes the three bytes that UTF-8 would need for it, and a last odd
 * byte becomes {@code FF}. Neither decodes, so their rows fail and are named.
 */
final class Utf16Stream extends InputStream {

    private static final int NONE = -1;

    private final InputStream in;
    private final boolean littleEndian;
    private final byte[] units = new byte[1 << 14];
    private final byte[] out = new byte[units.length * 3 / 2 + 8];
    private int at;
    private int end;
    private int high = NONE;
    private boolean begun;
    private boolean ended;

    Utf16Stream(InputStream in, ByteOrder order) {
        this.in = in;
        this.littleEndian = order == ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public int read() throws IOException {
        return available() == 0 && !fill() ? -1 : out[at++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (available() == 0 && !fill()) {
            return -1;
        }
        int some = Math.min(length, available());
        System.arraycopy(out, at, bytes, from, some);
        at += some;
        return some;
    }

    @Override
    public int available() {
        return end - at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = 0;
        while (end == 0 && !ended) {
            int read = in.readNBytes(units, 0, units.length);
            for (int i = 0; i + 1 < read; i += 2) {
                int first = units[i] & 0xFF;
                int second = units[i + 1] & 0xFF;
                unit(littleEndian ? second << 8 | first : first << 8 | second);
            }
            if (read < units.length) {
                ended = true;
                flushHigh();
                if (read % 2 != 0) {
                    out[end++] = (byte) 0xFF;
                }
            }
        }
        return end > 0;
    }

    private void unit(int unit) {
        if (!begun) {
            begun = true;
            if (unit == '\uFEFF') {
                return;
            }
        }
        if (high != NONE && Character.isLowSurrogate((char) unit)) {
            int codePoint = Character.toCodePoint((char) high, (char) unit);
            high = NONE;
            out[end++] = (byte) (0xF0 | codePoint >> 18);
            out[end++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            out[end++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            out[end++] = (byte) (0x80 | codePoint & 0x3F);
            return;
        }
        flushHigh();
        if (Character.isHighSurrogate((char) unit)) {
            high = unit;
        } else {
            encode(unit);
        }
    }

    private void flushHigh() {
        if (high != NONE) {
            encode(high);
            high = NONE;
        }
    }

    private void encode(int unit) {
        if (unit < 0x80) {
            out[end++] = (byte) unit;
        } else if (unit < 0x800) {
            out[end++] = (byte) (0xC0 | unit >> 6);
            out[end++] = (byte) (0x80 | unit & 0x3F);
        } else {
            out[end++] = (byte) (0xE0 | unit >> 12);
            out[end++] = (byte) (0x80 | unit >> 6 & 0x3F);
            out[end++] = (byte) (0x80 | unit & 0x3F);
        }
    }
}
