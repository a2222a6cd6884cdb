package io.pledgeline.notify;

import io.pledgeline.database.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Asks for as many deliveries as this process can make now, and reads the answer. */
@Component
class DeliveryClaim {

    private final NotifySettings settings;
    private final AtomicInteger underWay = new AtomicInteger();

    DeliveryClaim(NotifySettings settings) {
        this.settings = settings;
    }

    /** Parameters of {@code claim-deliveries.sql}; one more than there are threads may wait for the one that asks. */
    public Map<String, Object> parameters() {
        return Map.of(
                "limit",
                Math.max(0, settings.concurrency() + 1 - underWay.get()),
                "lease",
                settings.lease().toMillis() + " ms",
                "mail",
                settings.hasMail());
    }

    public Delivery read(@Body Map<String, Object> columns) {
        Row row = new Row(columns);
        List<byte[]> secrets = new ArrayList<>();
        if (!row.isNull("secret")) {
            secrets.add(row.bytes("secret"));
        }
        if (!row.isNull("former_secret")) {
            secrets.add(row.bytes("former_secret"));
        }
        underWay.incrementAndGet();
        return new Delivery(
                row.uuid("id"),
                row.integer("attempts"),
                row.integer("round"),
                row.uuid("message"),
                row.text("event"),
                row.text("data"),
                row.text("happened_at"),
                row.textOrNull("url"),
                secrets,
                row.textOrNull("address"));
    }

    public void done() {
        underWay.decrementAndGet();
    }
}
