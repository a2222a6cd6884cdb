package io.pledgeline.unpack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Looks at how long the directory of a ZIP is before anybody reads it whole into memory. */
final class ZipDirectory {

    /** Of an entry: 46 bytes, its name, and what programs add. */
    private static final int ENTRY = 2_000;

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int COMMENT = 0xFFFF;

    private ZipDirectory() {}

    /**
     * Refuses a directory that is longer than one of so many files can be; what it says of its own length counts for nothing.
     *
     * @throws IOException if the file has no directory
     */
    static void requireShort(Path file, int maxFiles) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
            long length = zip.length();
            if (length - offset(zip, length) > (long) ENTRY * maxFiles + COMMENT) {
                throw Refusal.tooManyFiles(maxFiles);
            }
        }
    }

    private static long offset(RandomAccessFile zip, long length) throws IOException {
        int size = (int) Math.min(length, END_SIZE + COMMENT + LOCATOR_SIZE);
        ByteBuffer tail = read(zip, length - size, size);
        for (int at = size - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                boolean large = at >= LOCATOR_SIZE && tail.getInt(at - LOCATOR_SIZE) == LOCATOR;
                return large
                        ? read(zip, tail.getLong(at - LOCATOR_SIZE + 8), 56).getLong(48)
                        : tail.getInt(at + 16) & 0xFFFFFFFFL;
            }
        }
        throw new IOException("No directory");
    }

    private static ByteBuffer read(RandomAccessFile zip, long from, int size) throws IOException {
        if (from < 0) {
            throw new IOException("No directory");
        }
        byte[] bytes = new byte[size];
        zip.seek(from);
        zip.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
