package io.pledgeline.notify;

import io.pledgeline.http.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Refuses webhooks at addresses to which nothing may be sent; whoever connects looks again. */
@Component
class WebhookAddress {

    private static final int LONGEST = 2000;

    private final NotifySettings settings;
    private final GuardedNames names;

    WebhookAddress(NotifySettings settings, GuardedNames names) {
        this.settings = settings;
        this.names = names;
    }

    /**
     * Looks at the address of a new webhook.
     *
     * @throws ProblemException if it is none, or leads where we do not send
     */
    public Webhook check(@Body Webhook webhook) {
        lookUp(form(webhook));
        return webhook;
    }

    /** The same for one that is changed; where it leads does not matter while it is disabled. */
    public Webhook checkChanged(@Body Webhook webhook) {
        URI url = form(webhook);
        if (webhook.isEnabled()) {
            lookUp(url);
        }
        return webhook;
    }

    private URI form(Webhook webhook) {
        URI url = parse(webhook.url());
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && settings.allowsPrivate())) {
            throw refused("begins with https://.");
        }
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
            throw refused("has a host, and a port where it is not the usual one.");
        }
        if (url.getRawUserInfo() != null) {
            throw refused("holds no user and no password; deliveries are signed instead.");
        }
        if (url.getRawFragment() != null) {
            throw refused("has no fragment.");
        }
        return url;
    }

    private void lookUp(URI url) {
        try {
            names.resolve(url.getHost());
        } catch (AddressRefusedException e) {
            throw refused("leads to an address on the Internet, not to a private, loopback or link-local one.");
        } catch (UnknownHostException e) {
            throw refused("has a host that is known to the Internet.");
        }
    }

    private static URI parse(String text) {
        if (text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            try {
                return new URI(text);
            } catch (URISyntaxException e) {
                // Its message quotes the address, which may hold a secret.
            }
        }
        throw refused("is a URL of at most " + LONGEST + " characters.");
    }

    private static ProblemException refused(String reason) {
        return ProblemException.invalidParameter("url", reason);
    }
}
