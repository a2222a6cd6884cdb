package io.pledgeline.notify;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification that this worker is to bring to one endpoint or recipient.
 *
 * @param attempts with this one; whoever else takes it counts further
 * @param round of these the ones since it was last replayed
 * @param message what it is known by for the receiver, the same on every attempt
 * @param data of the notification, as JSON
 * @param url of the endpoint, null for an e-mail
 * @param secrets that sign, the newest first
 * @param address of the recipient, null for a webhook
 */
record Delivery(
        UUID id,
        int attempts,
        int round,
        UUID message,
        String event,
        String data,
        String happenedAt,
        @Nullable String url,
        List<byte[]> secrets,
        @Nullable String address) {

    public boolean isMail() {
        return address != null;
    }

    @Override
    public String toString() {
        return "Delivery[" + id + "]";
    }
}
