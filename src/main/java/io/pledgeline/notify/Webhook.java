package io.pledgeline.notify;

import io.pledgeline.http.Names;
import io.pledgeline.http.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST} and {@code PUT /api/webhooks} ask for; where the address leads is not known yet. */
record Webhook(
        String label,
        String url,
        List<String> events,
        @Nullable Boolean enabled) {

    Webhook(
            @Nullable String label,
            @Nullable String url,
            @Nullable List<@Nullable String> events,
            @Nullable Boolean enabled) {
        this.label = Names.read("label", label);
        if (url == null) {
            throw ProblemException.invalidParameter("url", "is missing.");
        }
        this.url = url.strip();
        this.events = Events.read(events);
        this.enabled = enabled;
    }

    /** Unless it says otherwise. */
    public boolean isEnabled() {
        return enabled == null || enabled;
    }

    /** As the column takes them. */
    public String[] eventWords() {
        return events.toArray(String[]::new);
    }

    @Override
    public String toString() {
        return "Webhook[…]";
    }
}
