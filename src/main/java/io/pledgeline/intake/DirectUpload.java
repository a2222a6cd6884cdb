package io.pledgeline.intake;

import io.pledgeline.storage.PartSigner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open upload whose parts go straight to the object store.
 *
 * @param upload the file, as it was announced
 * @param multipartId the object store's upload id; null until it has given one
 */
public record DirectUpload(Upload upload, @Nullable String multipartId) {

    /** Bytes of each part but the last. */
    long partSize() {
        return Objects.requireNonNull(upload.partSize());
    }

    /** Bytes of the whole file. */
    long size() {
        return Objects.requireNonNull(upload.length());
    }

    /** How many parts there are; they are numbered from 1. */
    int parts() {
        return Math.toIntExact((size() + partSize() - 1) / partSize());
    }

    /** Bytes that a part must have. */
    long sizeOf(int number) {
        return number < parts() ? partSize() : size() - partSize() * (parts() - 1);
    }

    /** Where its parts go. */
    PartSigner.Target target() {
        return new PartSigner.Target(upload.bucket(), upload.key(), Objects.requireNonNull(multipartId));
    }

    DirectUpload under(String id) {
        return new DirectUpload(upload, id);
    }
}
