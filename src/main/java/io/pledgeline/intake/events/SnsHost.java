package io.pledgeline.intake.events;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Tells addresses of Amazon SNS from all others: only such are ever fetched. */
final class SnsHost {

    private static final Pattern HOST = Pattern.compile("sns\\.[a-z0-9-]{4,30}\\.amazonaws\\.com(\\.cn)?");

    private SnsHost() {}

    /**
     * Gives the address that a message names.
     *
     * @param topic of the message, whose region the address must be in
     * @throws MalformedEventException unless it is one of SNS, over HTTPS
     */
    static URI require(String address, String topic) {
        try {
            URI uri = new URI(address);
            String region = topic.split(":", -1).length > 3 ? topic.split(":", -1)[3] : "";
            if ("https".equals(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && (uri.getPort() == -1 || uri.getPort() == 443)
                    && uri.getHost() != null
                    && HOST.matcher(uri.getHost()).matches()
                    && uri.getHost().startsWith("sns." + region + ".")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Answered like any other that is not of SNS.
        }
        throw new MalformedEventException("names an address that is not of SNS");
    }
}
