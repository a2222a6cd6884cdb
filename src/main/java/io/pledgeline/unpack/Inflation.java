package io.pledgeline.unpack;

import io.pledgeline.split.ObjectUnreadableException;
import io.pledgeline.split.SplitFailedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Watches how much comes out of a container, and stops what was made to fill our disks. */
final class Inflation {

    /** Below this nobody is harmed, and short repetitive files do pack well. */
    private static final long FROM = 10L << 20;

    private final UnpackSettings settings;
    private long total;

    Inflation(UnpackSettings settings) {
        this.settings = settings;
    }

    /**
     * A file of the container that is watched while it is read.
     *
     * @param packed bytes that were taken from the container for this file until now
     */
    InputStream watch(String name, InputStream content, LongSupplier packed) {
        return new Watched(name, content, packed);
    }

    /** Also turns every fault of a decompressor into the one that says so: an {@link IOException}. */
    private final class Watched extends FilterInputStream {

        private final String name;
        private final LongSupplier packed;
        private long size;

        Watched(String name, InputStream content, LongSupplier packed) {
            super(content);
            this.name = name;
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read;
            try {
                read = super.read(bytes, from, length);
            } catch (SplitFailedException | ObjectUnreadableException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IOException(e);
            }
            if (read > 0) {
                size += read;
                total += read;
                refuse();
            }
            return read;
        }

        private void refuse() {
            long most = settings.maxSize().toBytes();
            if (total > most) {
                throw Refusal.tooLarge("Unpacked, the file has more than " + most + " bytes.");
            }
            if (size > FROM && size / settings.maxRatio() > packed.getAsLong()) {
                throw Refusal.tooLarge(name + " becomes more than " + settings.maxRatio()
                        + " times as large when it is unpacked, which no export does.");
            }
        }
    }
}
