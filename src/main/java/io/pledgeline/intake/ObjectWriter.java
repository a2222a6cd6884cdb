package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes a request's body to the object store while it arrives: one part is in memory at a time.
 *
 * <p>camel-aws2-s3 streams only bodies of known length; a chunked one it would read whole.
 */
@Component
class ObjectWriter {

    private final S3Client s3;
    private final PartBuffers buffers;
    private final JdbcClient jdbc;
    private final IntakeSettings settings;

    ObjectWriter(S3Client s3, PartBuffers buffers, JdbcClient jdbc, IntakeSettings settings) {
        this.s3 = s3;
        this.buffers = buffers;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Stores the file of an upload.
     *
     * @param body of the request, at its beginning
     * @throws ProblemException if the file cannot be taken; what was stored of it is left to the caller to undo
     */
    public StoredObject write(@Body InputStream body, @Variable("upload") Upload upload) throws IOException {
        InputStream arriving = new LeasedStream(body, settings.lease().dividedBy(4), () -> renew(upload));
        try (FileBody file = FileBody.of(arriving, upload);
                PartBuffer part = buffers.lend()) {
            long length = part.fill(file.stream());
            if (length == 0) {
                throw Refusals.emptyFile();
            }
            byte[] head = part.head();
            ContentTypes.requireText(head, head.length);
            requireSize(length);
            StoredObject stored = length < settings.partSize().toBytes()
                    ? inOnePiece(upload, part, length)
                    : inParts(upload, part, file.stream());
            file.finish(stored.size());
            return stored.named(file.filename());
        } catch (FileUploadException e) {
            throw Refusals.incomplete();
        } catch (SdkException e) {
            throw Refusals.storageUnavailable();
        }
    }

    private StoredObject inOnePiece(Upload upload, PartBuffer part, long length) {
        String etag = s3.putObject(
                        request -> request.bucket(upload.bucket())
                                .key(upload.key())
                                .contentType(upload.contentType()),
                        RequestBody.fromContentProvider(part.content(), length, upload.contentType()))
                .eTag();
        return new StoredObject(length, etag, null);
    }

    private StoredObject inParts(Upload upload, PartBuffer part, InputStream in) throws IOException {
        String id = s3.createMultipartUpload(request ->
                        request.bucket(upload.bucket()).key(upload.key()).contentType(upload.contentType()))
                .uploadId();
        note(upload, id);
        List<CompletedPart> parts = new ArrayList<>();
        long length = settings.partSize().toBytes();
        long size = 0;
        while (length > 0) {
            size += length;
            requireSize(size);
            int number = parts.size() + 1;
            String etag = s3.uploadPart(
                            request -> request.bucket(upload.bucket())
                                    .key(upload.key())
                                    .uploadId(id)
                                    .partNumber(number),
                            RequestBody.fromContentProvider(part.content(), length, upload.contentType()))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            renew(upload);
            length = part.fill(in);
        }
        String etag = s3.completeMultipartUpload(request -> request.bucket(upload.bucket())
                        .key(upload.key())
                        .uploadId(id)
                        .multipartUpload(all -> all.parts(parts)))
                .eTag();
        return new StoredObject(size, etag, null);
    }

    private void requireSize(long size) {
        if (size > settings.maxSize().toBytes()) {
            throw Refusals.tooLarge(settings.maxSize().toBytes());
        }
    }

    private void note(Upload upload, String multipartId) {
        jdbc.sql("UPDATE workbooks SET multipart_id = ? WHERE id = ?")
                .params(multipartId, upload.workbook())
                .update();
    }

    private void renew(Upload upload) {
        int renewed = jdbc.sql("UPDATE workbooks SET lease_until = clock_timestamp() + ?::interval"
                        + " WHERE id = ? AND status = 'RECEIVING' AND lease_until > '-infinity'")
                .params(upload.leaseSeconds() + " s", upload.workbook())
                .update();
        if (renewed == 0) {
            // Upkeep took it for abandoned and is undoing it.
            throw Refusals.storageUnavailable();
        }
    }
}
