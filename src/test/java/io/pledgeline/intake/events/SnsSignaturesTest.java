package io.pledgeline.intake.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages pass for those of SNS. */
class SnsSignaturesTest {

    private static final SnsTopic TOPIC = new SnsTopic("sns.amazonaws.com");

    private final SnsSignatures signatures = new SnsSignatures(TOPIC);

    private void verify(String signed) throws Exception {
        signatures.verify(new SnsMessage(EventFormats.json(signed)));
    }

    private void assertRefused(String signed, String why) {
        assertThatThrownBy(() -> verify(signed))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage(why);
    }

    @Test
    void bothVersionsAndAllTypesPassAndTheCertificateIsFetchedOnce() throws Exception {
        int before = TOPIC.fetched.size();
        for (String version : new String[] {"1", "2"}) {
            for (String type : new String[] {"Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"}) {
                ObjectNode message = TOPIC.message(type, "text").put("SignatureVersion", version);
                verify(TOPIC.sign(message));
                verify(TOPIC.sign(message.put("Subject", "with a subject")));
            }
        }
        assertThat(TOPIC.fetched).hasSize(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Timestamp", "TopicArn"})
    void aFieldThatWasChangedDoesNotPass(String field) throws Exception {
        ObjectNode message = (ObjectNode) EventFormats.json(TOPIC.notification("text"));
        message.put(
                field,
                field.equals("Timestamp")
                        ? Instant.now().minusSeconds(60).toString()
                        : message.get(field).asText() + "x");
        assertRefused(message.toString(), "has a wrong signature");
    }

    @Test
    void whatIsOldOrOfTheFutureDoesNotPass() {
        for (long seconds : new long[] {-3700, 1000}) {
            String time = Instant.now().plusSeconds(seconds).toString();
            assertRefused(TOPIC.sign(TOPIC.message("Notification", "text").put("Timestamp", time)), "is too old");
        }
        String justInTime = Instant.now().minusSeconds(3500).toString();
        assertThatCode(() ->
                        verify(TOPIC.sign(TOPIC.message("Notification", "text").put("Timestamp", justInTime))))
                .doesNotThrowAnyException();
    }

    @Test
    void aCertificateOfSomebodyElseDoesNotPass() {
        SnsTopic other = new SnsTopic("sns.example.org");
        assertThatThrownBy(() ->
                        new SnsSignatures(other).verify(new SnsMessage(EventFormats.json(other.notification("text")))))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> new SnsSignatures(TOPIC)
                        .verify(new SnsMessage(EventFormats.json(new SnsTopic("sns.amazonaws.com").notification("x")))))
                .isInstanceOf(MalformedEventException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.eu-central-1.amazonaws.com/a.pem",
                "https://sns.eu-central-1.amazonaws.com.example.org/a.pem",
                "https://sns.eu-central-1.amazonaws.com:8443/a.pem",
                "https://user@sns.eu-central-1.amazonaws.com/a.pem",
                "https://example.org/sns.eu-central-1.amazonaws.com/a.pem",
                "https://example.org#sns.eu-central-1.amazonaws.com/a.pem",
                "https://sns.us-east-1.amazonaws.com/a.pem",
                "https://s3.eu-central-1.amazonaws.com/a.pem",
                "https://127.0.0.1/a.pem",
                "file:///etc/passwd",
                "nonsense ://"
            })
    void nothingIsFetchedFromElsewhere(String address) {
        int before = TOPIC.fetched.size();
        assertRefused(
                TOPIC.sign(TOPIC.message("Notification", "text").put("SigningCertURL", address)),
                "names an address that is not of SNS");
        assertThat(TOPIC.fetched).hasSize(before);
    }

    @Test
    void theHostsOfChinaAreOfSns() {
        assertThat(SnsHost.require(
                        "https://sns.cn-north-1.amazonaws.com.cn/a.pem", "arn:aws-cn:sns:cn-north-1:123456789012:t"))
                .hasHost("sns.cn-north-1.amazonaws.com.cn");
    }
}
