package io.pledgeline.notify;

import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** What the head of an e-mail says beside its subject. */
@Component
class MailHeaders {

    private final NotifySettings settings;

    MailHeaders(NotifySettings settings) {
        this.settings = settings;
    }

    public String sender() {
        return "Pledgeline <" + settings.mailFrom() + ">";
    }

    /** The same on every attempt, so that a mail program shows the message once. */
    public String id(@Variable("delivery") Delivery delivery) {
        String domain = settings.mailFrom().substring(settings.mailFrom().indexOf('@') + 1);
        return "<msg_" + delivery.message() + "." + delivery.id() + "@" + domain + ">";
    }
}
