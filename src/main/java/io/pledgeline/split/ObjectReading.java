package io.pledgeline.split;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Asks for a part of an object, and for no other content than the one that was taken in. */
@Component
class ObjectReading {

    private static final int PRECONDITION_FAILED = 412;

    public GetObjectRequest request(@Variable("slice") StoredRange range) {
        return GetObjectRequest.builder()
                .bucket(range.bucket())
                .key(range.key())
                .ifMatch(range.etag())
                .range("bytes=" + range.position() + "-" + range.lastByte())
                .build();
    }

    /**
     * Tells an object that was overwritten since from a store that fails.
     *
     * @throws SplitFailedException {@code OBJECT_CHANGED} if so
     */
    public void failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) S3Exception failure) {
        if (failure.statusCode() == PRECONDITION_FAILED) {
            throw new SplitFailedException(
                    "OBJECT_CHANGED",
                    "The object was overwritten while it was read. What lies there now is imported when it is announced.",
                    null);
        }
        throw failure;
    }
}
