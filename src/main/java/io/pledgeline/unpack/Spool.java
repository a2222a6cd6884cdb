package io.pledgeline.unpack;

import io.pledgeline.split.ObjectUnreadableException;
import io.pledgeline.storage.NoRoomException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An object in a temporary file, for formats that are read from their end. */
record Spool(Path file) implements Closeable {

    /**
     * Copies an object.
     *
     * @throws ObjectUnreadableException if the object store stops
     * @throws NoRoomException if the disk does
     */
    static Spool of(InputStream object) {
        Spool spool;
        try {
            spool = new Spool(Files.createTempFile("pledgeline-unpack-", ".tmp"));
        } catch (IOException e) {
            throw new NoRoomException(e);
        }
        try (OutputStream out = Files.newOutputStream(spool.file)) {
            byte[] block = new byte[1 << 16];
            for (int read = read(object, block); read >= 0; read = read(object, block)) {
                out.write(block, 0, read);
            }
            return spool;
        } catch (IOException e) {
            spool.close();
            throw new NoRoomException(e);
        } catch (RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private static int read(InputStream object, byte[] block) {
        try {
            return object.read(block);
        } catch (IOException e) {
            throw new ObjectUnreadableException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
