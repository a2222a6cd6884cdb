package io.pledgeline.split;

import io.pledgeline.database.Row;
import io.pledgeline.upkeep.Leases;
import io.pledgeline.upkeep.WorkLog;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Asks for a slice of a split and reads the answer. */
@Component
class SplitClaim {

    private final SplitSettings settings;
    private final Leases leases;

    SplitClaim(SplitSettings settings, Leases leases) {
        this.leases = leases;
        this.settings = settings;
    }

    /** Parameters of {@code claim-split.sql} for the upload of this id. */
    public Map<String, Object> parameters(@Variable("upload") String upload) {
        return Map.of(
                "upload", upload, "lease", settings.lease().toSeconds() + " s", "maxAttempts", settings.maxAttempts());
    }

    /** Where the split stands; its lease is renewed and the log says which it is until the exchange is done. */
    public Slice slice(@Body List<Map<String, Object>> rows, Exchange exchange) {
        Slice slice = Slice.of(new Row(rows.get(0)));
        leases.holdSplit(exchange, slice.upload(), slice.attempt());
        WorkLog.mark(exchange, slice.upload());
        return slice;
    }
}
