package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailDeliveryTest extends RunningNotify {

    @Test
    void anImportIsToldInPlainTextAndInHtmlWhateverItsFileIsCalled() throws Exception {
        String address = freshAddress();
        newRecipient(address);
        UUID job = run("<b>\u00fcber & \"x\"{{7}}${8}.csv", 1250);
        MimeMessage mail = mail(address);

        assertThat(mail.getSubject()).isEqualTo("Imported: <b>\u00fcber & \"x\"{{7}}${8}.csv");
        assertThat(mail.getFrom()[0]).hasToString("Pledgeline <imports@pledges.example.org>");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        BodyPart plain = parts.getBodyPart(0);
        BodyPart html = parts.getBodyPart(1);
        assertThat(plain.getContentType()).startsWith("text/plain");
        assertThat((String) plain.getContent())
                .contains("<b>\u00fcber & \"x\"{{7}}${8}.csv was imported.")
                .contains("Rows imported: 1,250")
                .contains("Open the import: https://pledges.example.org/jobs/" + job);
        assertThat(html.getContentType()).startsWith("text/html");
        assertThat((String) html.getContent())
                .contains("&lt;b&gt;\u00fcber &amp; &quot;x&quot;")
                .doesNotContain("<b>")
                .contains("href=\"https://pledges.example.org/jobs/" + job);
    }

    @Test
    void aMailThatIsReplayedHasTheSameId() throws Exception {
        String address = freshAddress();
        newRecipient(address);
        imports.run(campaign, Export.of(1, 10));
        MimeMessage first = mail(address);
        imports.until(() -> delivery().get("status").asText().equals("DELIVERED"));
        call("POST", "/deliveries/" + delivery().get("id").asText() + "/replay", null);
        imports.until(() -> MAIL.getReceivedMessagesForDomain(address).length == 2);
        assertThat(MAIL.getReceivedMessagesForDomain(address)[1].getMessageID())
                .isEqualTo(first.getMessageID())
                .matches("<msg_[0-9a-f-]{36}\\.[0-9a-f-]{36}@pledges\\.example\\.org>");
    }

    @Test
    void whileTheServerIsAwayTheImportEndsAndItsMailIsTriedAgainAndCanBeReplayed() throws Exception {
        String address = freshAddress();
        newRecipient(address);
        MAIL.stop();
        try {
            UUID job = run("away.csv", 10);
            assertThat(imports.document(job).get("status").asText()).isEqualTo("COMPLETED");
            imports.until(() -> delivery().get("status").asText().equals("FAILED"));
            assertThat(delivery().get("error").asText()).isEqualTo("CONNECTION");
            assertThat(delivery().get("attempts").asInt()).isEqualTo(4);
        } finally {
            MAIL.start();
        }
        call("POST", "/deliveries/" + delivery().get("id").asText() + "/replay", null);
        untilDelivered(1);
        assertThat(mail(address).getSubject()).isEqualTo("Imported: away.csv");
    }

    @Test
    void whoIsOnTheListIsToldOnlyOfWhatTheyAskedFor() {
        String address = freshAddress();
        assertThat(call("POST", "/email-recipients", "{\"address\":\"" + address + "\",\"events\":[\"import.failed\"]}")
                        .status())
                .isEqualTo(201);
        UUID job = Imports.id(imports.run(campaign, Export.of(1, 10)));
        assertThat(told(job)).isEmpty();
        // The same address once more changes what it is told of.
        newRecipient(address.toUpperCase(java.util.Locale.ROOT));
        assertThat(call("GET", "/email-recipients", null).body().get("items")).hasSize(1);
        assertThat(call("GET", "/email-recipients", null)
                        .body()
                        .get("mailIsConfigured")
                        .asBoolean())
                .isTrue();
    }

    private static String freshAddress() {
        return "person-" + UUID.randomUUID() + "@shop.example";
    }

    private MimeMessage mail(String address) {
        imports.until(() -> MAIL.getReceivedMessagesForDomain(address).length == 1);
        return MAIL.getReceivedMessagesForDomain(address)[0];
    }
}
