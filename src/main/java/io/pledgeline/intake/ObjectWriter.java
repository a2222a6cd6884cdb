package io.pledgeline.intake;

import io.pledgeline.http.ArrivingBody;
import io.pledgeline.http.ProblemException;
import io.pledgeline.storage.NoRoomException;
import io.pledgeline.storage.PartBuffer;
import io.pledgeline.storage.PartBuffers;
import io.pledgeline.storage.PartWriter;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Writes the file of a request's body to the object store while it arrives. */
@Component
class ObjectWriter {

    private final PartWriter writer;
    private final PartBuffers buffers;
    private final JdbcClient jdbc;
    private final IntakeSettings settings;

    ObjectWriter(PartWriter writer, PartBuffers buffers, JdbcClient jdbc, IntakeSettings settings) {
        this.writer = writer;
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
            ContentTypes.requireTable(part.head());
            var target = new PartWriter.Target(upload.bucket(), upload.key(), upload.contentType());
            PartWriter.Written written = writer.write(target, part, length, file.stream(), new Watch(upload));
            file.finish(written.size());
            if (body instanceof ArrivingBody whole) {
                whole.take();
            }
            return new StoredObject(written.size(), written.etag(), file.filename());
        } catch (FileUploadException e) {
            throw Refusals.incomplete();
        } catch (NoRoomException e) {
            throw Refusals.noRoom();
        } catch (SdkException e) {
            throw Refusals.storageUnavailable();
        }
    }

    /** Keeps the upload's record while its parts are stored. */
    private final class Watch implements PartWriter.Watcher {

        private final Upload upload;

        Watch(Upload upload) {
            this.upload = upload;
        }

        @Override
        public void begins(String multipartId) {
            jdbc.sql("UPDATE workbooks SET multipart_id = ? WHERE id = ?")
                    .params(multipartId, upload.workbook())
                    .update();
        }

        @Override
        public void grows(long size) {
            if (size > settings.maxSize().toBytes()) {
                throw Refusals.tooLarge(settings.maxSize().toBytes());
            }
        }

        @Override
        public void stored(long size) {
            renew(upload);
        }
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
