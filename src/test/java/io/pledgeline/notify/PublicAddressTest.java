package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pledgeline.http.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a webhook may lead to; nothing here asks a name server. */
class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2001::1",
                "2001:db8::1",
                "3fff::1",
                "100::1"
            })
    void theseAreNot(String address) throws UnknownHostException {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "::ffff:8.8.8.8"
            })
    void theseAre(String address) throws UnknownHostException {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.1.1.1/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://10.1.2.3:8443/x",
                "https://localhost/",
                "https://169.254.169.254/latest/meta-data",
                "https://user@1.1.1.1/",
                "https://1.1.1.1/#x",
                "https://1.1.1.1:0/",
                "https://1.1.1.1:99999/",
                "https:///x",
                "https:1.1.1.1",
                "//1.1.1.1/",
                "file:///etc/passwd",
                ""
            })
    void aWebhookThereIsRefused(String url) {
        WebhookAddress addresses = addresses();
        assertThatThrownBy(() -> addresses.check(new Webhook("x", url, null, null)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.detail()).startsWith("url: ");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://1.1.1.1/hook?a=b%20c", "HTTPS://1.1.1.1:8443", "https://[2606:4700::1111]/x"})
    void aWebhookThereIsTaken(String url) {
        assertThat(addresses().check(new Webhook("x", url, null, null)).url()).isEqualTo(url);
    }

    private static WebhookAddress addresses() {
        return new WebhookAddress(
                TestSettings.of(List.of()), new GuardedNames(SystemDefaultDnsResolver.INSTANCE, false));
    }
}
