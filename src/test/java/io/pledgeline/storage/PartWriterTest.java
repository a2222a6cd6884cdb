package io.pledgeline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.RealServices;
import io.pledgeline.harness.S3Gate;
import io.pledgeline.servers.S3Server;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.services.s3.S3Client;

class PartWriterTest {

    private static final int PART = 5 << 20;

    @Test
    void anUploadWhoseBeginningWasAnsweredInVainLeavesNoOtherOpen() throws Exception {
        String bucket = RealServices.shared().freshBucket();
        try (var gate = new S3Gate(RealServices.shared().s3().port())) {
            var settings = new StorageSettings(
                    bucket,
                    "http://127.0.0.1:" + gate.port(),
                    null,
                    "us-east-1",
                    S3Server.ACCESS_KEY,
                    S3Server.SECRET_KEY,
                    DataSize.ofBytes(PART),
                    DataSize.ofBytes(PART));
            S3Client s3 = new StorageConfiguration().s3Client(settings);
            gate.loseNextAnswer("POST .*\\?uploads.*");

            InputStream file = new ByteArrayInputStream(new byte[PART + 1000]);
            PartWriter.Written written;
            try (PartBuffer part = new PartBuffers(settings).lend()) {
                long first = part.fill(file);
                written = new PartWriter(s3, settings)
                        .write(
                                new PartWriter.Target(bucket, "file", "text/csv"),
                                part,
                                first,
                                file,
                                new PartWriter.Watcher() {});
            }

            assertThat(gate.touched()).isEqualTo(1);
            assertThat(written.size()).isEqualTo(PART + 1000);
            assertThat(s3.listMultipartUploads(request -> request.bucket(bucket))
                            .uploads())
                    .isEmpty();
        }
    }
}
