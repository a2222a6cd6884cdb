package io.pledgeline.notify;

import io.pledgeline.http.ProblemException;
import io.pledgeline.platform.EmailAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST /api/email-recipients} asks for. */
record Recipient(String address, List<String> events) {

    Recipient(@Nullable String address, @Nullable List<@Nullable String> events) {
        this.address = address == null ? "" : address.strip();
        if (!isAddress(this.address)) {
            throw ProblemException.invalidParameter("address", "is an e-mail address.");
        }
        this.events = Events.read(events);
    }

    static boolean isAddress(String text) {
        return text.length() <= 254
                && text.chars().allMatch(c -> c > ' ' && c <= '~')
                && EmailAddress.Check.looksDeliverable(text);
    }

    /** As the column takes them. */
    public String[] eventWords() {
        return events.toArray(String[]::new);
    }

    @Override
    public String toString() {
        return "Recipient[…]";
    }
}
