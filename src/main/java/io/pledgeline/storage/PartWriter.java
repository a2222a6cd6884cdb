package io.pledgeline.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes streams of unknown length to the object store: one part is in memory at a time.
 *
 * <p>camel-aws2-s3 streams only bodies of known length; others it would read whole.
 */
@Component
public class PartWriter {

    private final S3Client s3;
    private final long partSize;

    PartWriter(S3Client s3, StorageSettings settings) {
        this.s3 = s3;
        this.partSize = settings.partSize().toBytes();
    }

    /** Where an object goes. */
    public record Target(String bucket, String key, String contentType) {}

    /** An object that lies complete in the object store: its size in bytes, and its tag as the store returned it. */
    public record Written(long size, String etag) {}

    /** Follows an object on its way; what it throws ends the writing. */
    public interface Watcher {

        /** The object goes in parts, under this upload id of the store. */
        default void begins(String multipartId) {}

        /** The next bytes are about to go off; with them there are so many. */
        default void grows(long size) {}

        /** A part was stored; with it there are so many bytes. */
        default void stored(long size) {}
    }

    /**
     * Writes an object. When this throws, parts may be left behind.
     *
     * @param part filled with the first bytes
     * @param first how many these are
     * @param rest what follows them
     */
    public Written write(Target target, PartBuffer part, long first, InputStream rest, Watcher watcher)
            throws IOException {
        watcher.grows(first);
        return first < partSize ? inOnePiece(target, part, first) : inParts(target, part, rest, watcher);
    }

    private Written inOnePiece(Target target, PartBuffer part, long length) {
        String etag = s3.putObject(
                        request -> request.bucket(target.bucket).key(target.key).contentType(target.contentType),
                        RequestBody.fromContentProvider(part.content(), length, target.contentType))
                .eTag();
        return new Written(length, etag);
    }

    private Written inParts(Target target, PartBuffer part, InputStream rest, Watcher watcher) throws IOException {
        String id = s3.createMultipartUpload(
                        request -> request.bucket(target.bucket).key(target.key).contentType(target.contentType))
                .uploadId();
        // An answer that got lost was asked for again, and so began another one that nobody knows.
        OpenParts.abort(
                s3,
                target.bucket,
                target.key,
                open -> open.key().equals(target.key) && !open.uploadId().equals(id));
        watcher.begins(id);
        List<CompletedPart> parts = new ArrayList<>();
        long length = partSize;
        long size = length;
        while (length > 0) {
            parts.add(part(target, id, parts.size() + 1, part, length));
            watcher.stored(size);
            length = part.fill(rest);
            size += length;
            watcher.grows(size);
        }
        String etag = s3.completeMultipartUpload(request -> request.bucket(target.bucket)
                        .key(target.key)
                        .uploadId(id)
                        .multipartUpload(all -> all.parts(parts)))
                .eTag();
        return new Written(size, etag);
    }

    private CompletedPart part(Target target, String id, int number, PartBuffer part, long length) {
        String etag = s3.uploadPart(
                        request -> request.bucket(target.bucket)
                                .key(target.key)
                                .uploadId(id)
                                .partNumber(number),
                        RequestBody.fromContentProvider(part.content(), length, target.contentType))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }
}
