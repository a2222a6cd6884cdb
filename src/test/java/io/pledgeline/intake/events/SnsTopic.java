package io.pledgeline.intake.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.servers.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A topic that signs as SNS does, with a certificate of its own, and notes what is fetched from it. */
final class SnsTopic implements SnsDownloads {

    static final String ARN = "arn:aws:sns:eu-central-1:123456789012:uploads";
    static final String CERTIFICATE = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem";

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<URI> fetched = new CopyOnWriteArrayList<>();
    private final PrivateKey key;
    private final byte[] pem;

    SnsTopic(String commonName) {
        try {
            KeyStore keys = SelfSigned.keys(commonName);
            key = (PrivateKey) keys.getKey(SelfSigned.ALIAS, SelfSigned.PASSWORD);
            pem = ("-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(keys.getCertificate(SelfSigned.ALIAS)
                                            .getEncoded())
                            + "\n-----END CERTIFICATE-----\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] get(URI address) throws IOException {
        fetched.add(address);
        return pem;
    }

    /** An unsigned message that was published now. */
    ObjectNode message(String type, String text) {
        ObjectNode message = JSON.createObjectNode()
                .put("Type", type)
                .put("MessageId", UUID.randomUUID().toString())
                .put("TopicArn", ARN)
                .put("Message", text)
                .put("Timestamp", Instant.now().toString())
                .put("SignatureVersion", "2")
                .put("SigningCertURL", CERTIFICATE);
        if (!type.equals("Notification")) {
            message.put("Token", "token").put("SubscribeURL", "https://sns.eu-central-1.amazonaws.com/?Action=x");
        }
        return message;
    }

    String notification(String text) {
        return sign(message("Notification", text));
    }

    String sign(ObjectNode message) {
        try {
            boolean first = message.get("SignatureVersion").asText().equals("1");
            Signature signature = Signature.getInstance(first ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(new SnsMessage(message).signed().getBytes(StandardCharsets.UTF_8));
            return message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()))
                    .toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
