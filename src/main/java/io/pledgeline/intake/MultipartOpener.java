package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import io.pledgeline.storage.OpenParts;
import java.util.Objects;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Begins the multipart upload of a direct upload in the object store, unless that was done before. */
@Component
class MultipartOpener {

    private final S3Client s3;
    private final JdbcClient jdbc;

    MultipartOpener(S3Client s3, JdbcClient jdbc) {
        this.s3 = s3;
        this.jdbc = jdbc;
    }

    public DirectUpload open(@Variable("direct") DirectUpload direct) {
        try {
            return direct.multipartId() == null ? begun(direct) : direct;
        } catch (SdkException e) {
            throw Refusals.storeSilent();
        }
    }

    private DirectUpload begun(DirectUpload direct) {
        Upload upload = direct.upload();
        String id = s3.createMultipartUpload(request ->
                        request.bucket(upload.bucket()).key(upload.key()).contentType(upload.contentType()))
                .uploadId();
        String kept = jdbc.sql("UPDATE workbooks SET multipart_id = coalesce(multipart_id, ?) WHERE id = ?"
                        + " AND status = 'RECEIVING' RETURNING multipart_id")
                .params(id, upload.workbook())
                .query(String.class)
                .optional()
                .orElse("");
        if (kept.equals(id)) {
            // An answer that got lost was asked for again, and so began another one that nobody knows.
            OpenParts.abort(
                    s3,
                    upload.bucket(),
                    upload.key(),
                    open -> open.key().equals(upload.key()) && !Objects.equals(open.uploadId(), id));
            return direct.under(id);
        }
        // The same request was faster elsewhere, or the upload has ended.
        abort(upload, id);
        if (kept.isEmpty()) {
            throw ProblemException.notFound();
        }
        return direct.under(kept);
    }

    private void abort(Upload upload, String id) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(upload.bucket()).key(upload.key()).uploadId(id));
        } catch (NoSuchUploadException e) {
            // The faster one has found it first.
        }
    }
}
