package io.pledgeline.unpack;

import io.pledgeline.split.Slice;
import io.pledgeline.storage.OpenParts;
import java.io.IOException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Removes what nobody needs once a run is over: all of it if it came to nothing, else what earlier runs left. */
@Component
class UnpackedObjects {

    private static final Logger LOG = LoggerFactory.getLogger(UnpackedObjects.class);

    private final S3Client s3;
    private final JdbcClient jdbc;

    UnpackedObjects(S3Client s3, JdbcClient jdbc) {
        this.s3 = s3;
        this.jdbc = jdbc;
    }

    /** Also lets go of the container. */
    public void clear(@Variable("unpacking") Unpacking unpacking, @Variable("slice") Slice slice) throws IOException {
        unpacking.release();
        if (!unpacking.isKept() && mayStand(unpacking, slice)) {
            return;
        }
        String below = unpacking.isKept() ? Unpacking.below(slice.workbook(), slice.key()) : unpacking.prefix();
        try {
            OpenParts.abort(s3, slice.bucket(), below, open -> isOver(open.key(), unpacking));
            s3.listObjectsV2Paginator(request -> request.bucket(slice.bucket()).prefix(below)).contents().stream()
                    .filter(object -> isOver(object.key(), unpacking))
                    .forEach(object -> s3.deleteObject(
                            request -> request.bucket(slice.bucket()).key(object.key())));
        } catch (SdkException e) {
            LOG.warn(
                    "What unpacking upload {} left stays: {}",
                    slice.upload(),
                    e.getClass().getSimpleName());
        }
    }

    /** The answer to the statement that notes the files may have been lost, but not the statement. */
    private boolean mayStand(Unpacking unpacking, Slice slice) {
        try {
            return jdbc.sql(
                            "SELECT EXISTS (SELECT FROM workbook_files WHERE workbook_id = ? AND starts_with(object_key, ?))")
                    .params(slice.workbook(), unpacking.prefix())
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException e) {
            return true;
        }
    }

    private static boolean isOver(String key, Unpacking unpacking) {
        return !unpacking.isKept() || !key.startsWith(unpacking.prefix());
    }
}
