package io.pledgeline.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Counts the bytes of files that were received whole. */
@Component
class UploadMeter {

    private final Counter bytes;

    UploadMeter(MeterRegistry meters) {
        bytes = Counter.builder("pledgeline.upload.bytes")
                .description("Bytes of files that were received whole")
                .baseUnit("bytes")
                .register(meters);
    }

    public void count(@Variable("stored") StoredObject stored) {
        bytes.increment(stored.size());
    }
}
