package io.pledgeline.notify;

/** A request to an endpoint: where it goes, the three headers of Standard Webhooks, and the body that they sign. */
record WebhookPost(String url, String id, long timestamp, String signature, String body) {

    @Override
    public String toString() {
        return "WebhookPost[" + id + "]";
    }
}
