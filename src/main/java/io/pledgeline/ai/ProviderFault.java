package io.pledgeline.ai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The provider did not answer, or not with what was asked for, for a reason of its own: another time it may. */
public final class ProviderFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient @Nullable Duration retryAfter;

    /**
     * A fault.
     *
     * @param status of the HTTP answer, 0 when there was none
     * @param what happened, in words without anything the provider said
     * @param retryAfter how long the provider asks to wait
     */
    ProviderFault(int status, String what, @Nullable Duration retryAfter) {
        super(what);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
