package io.pledgeline.split;

import io.pledgeline.intake.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the first bytes of files. */
@Component
public class FileHeads {

    private final SplitSettings settings;

    FileHeads(SplitSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads as much of an object as its form is decided by, and lets go of the rest.
     *
     * @param size of the object in bytes
     * @throws ObjectUnreadableException if the object store breaks off
     */
    byte[] read(InputStream in, long size) {
        try {
            return in.readNBytes((int) Math.min(settings.profileSize().toBytes(), size));
        } catch (IOException e) {
            throw new ObjectUnreadableException(e);
        } finally {
            Blocks.release(in);
        }
    }

    /**
     * Looks at the start of an object.
     *
     * @param size of the object in bytes
     * @return nothing when it is no plain file but has to be unpacked first
     * @throws SplitFailedException if it holds no header, or an ambiguous or too wide one
     */
    public Optional<FileHead> open(InputStream in, long size) {
        byte[] bytes = read(in, size);
        return FileKind.of(bytes, bytes.length).isPacked() ? Optional.empty() : Optional.of(of(bytes, size));
    }

    FileHead of(byte[] bytes, long size) {
        return FileHead.of(bytes, bytes.length == size, settings);
    }
}
