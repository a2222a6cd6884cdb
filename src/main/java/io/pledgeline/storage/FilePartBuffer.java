package io.pledgeline.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A part in a temporary file, for when the heap's budget is lent out. */
final class FilePartBuffer implements PartBuffer {

    private final int partSize;
    private final Path file;

    FilePartBuffer(int partSize) {
        this.partSize = partSize;
        try {
            this.file = Files.createTempFile("pledgeline-part-", ".tmp");
        } catch (IOException e) {
            throw new NoRoomException(e);
        }
    }

    @Override
    public long fill(InputStream in) throws IOException {
        long length = 0;
        byte[] block = new byte[1 << 16];
        try (OutputStream out = new SpoolStream(Files.newOutputStream(file))) {
            while (length < partSize) {
                int read = in.read(block, 0, (int) Math.min(block.length, partSize - length));
                if (read < 0) {
                    break;
                }
                out.write(block, 0, read);
                length += read;
            }
        }
        return length;
    }

    @Override
    public byte[] head() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(1 << 16);
        }
    }

    @Override
    public ContentStreamProvider content() {
        return () -> {
            try {
                return new BufferedInputStream(Files.newInputStream(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Tells a full disk, which is ours, from a broken request, which is the client's. */
    private static final class SpoolStream extends OutputStream {

        private final OutputStream out;

        SpoolStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw new NoRoomException(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
