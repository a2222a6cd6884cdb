package io.pledgeline.unpack;

import io.pledgeline.split.Slice;
import io.pledgeline.split.SliceLostException;
import io.pledgeline.split.SplitSettings;
import io.pledgeline.storage.PartBuffer;
import io.pledgeline.storage.PartBuffers;
import io.pledgeline.storage.PartWriter;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes a file of a container as a plain object, in a charset that can be cut. */
@Component
class PlainFileWriter {

    private final PartWriter writer;
    private final PartBuffers buffers;
    private final JdbcClient jdbc;
    private final String lease;

    PlainFileWriter(PartWriter writer, PartBuffers buffers, JdbcClient jdbc, SplitSettings settings) {
        this.writer = writer;
        this.buffers = buffers;
        this.jdbc = jdbc;
        this.lease = settings.lease().toSeconds() + " s";
    }

    /**
     * Writes the object, and notes it with the run.
     *
     * @throws io.pledgeline.split.SplitFailedException if the container is damaged or the file is no table
     */
    public void write(
            @Body PackedFile file, @Variable("unpacking") Unpacking unpacking, @Variable("slice") Slice slice) {
        int number = unpacking.done().size() + 1;
        String key = unpacking.prefix() + number;
        try (InputStream packed = file.content();
                PartBuffer part = buffers.lend()) {
            PlainContent plain = PlainContent.of(file);
            long first = part.fill(plain.bytes());
            long size = first == 0 ? 0 : store(slice, key, part, first, plain.bytes(), unpacking);
            unpacking.done().add(new PlainFile(number, file.name(), key, size, plain.charset()));
        } catch (IOException e) {
            throw Refusal.of(e, file.name());
        }
    }

    private long store(Slice slice, String key, PartBuffer part, long first, InputStream rest, Unpacking unpacking)
            throws IOException {
        var target = new PartWriter.Target(slice.bucket(), key, "text/csv");
        return writer.write(target, part, first, rest, new PartWriter.Watcher() {
                    @Override
                    public void stored(long size) {
                        note(slice, unpacking.container().position());
                    }
                })
                .size();
    }

    /** Says how far the unpacking is, and stops when somebody else has taken the slice or the job has ended. */
    private void note(Slice slice, long position) {
        int ours = jdbc.sql("UPDATE csv_uploads SET unpack_read = ?, split_lease = clock_timestamp() + ?::interval"
                        + " WHERE id = ? AND split_attempts = ?"
                        + " AND bytes_total IS NULL AND status = 'PROCESSING' AND stop IS NULL")
                .params(position, lease, slice.upload(), slice.attempt())
                .update();
        if (ours == 0) {
            throw new SliceLostException("Another worker unpacks this file, or its job has ended");
        }
    }
}
