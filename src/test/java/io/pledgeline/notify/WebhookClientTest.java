package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pledgeline.servers.SelfSigned;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client does that the routes post with. */
class WebhookClientTest {

    private final Receiver receiver = new Receiver();
    private final Deadline deadline = new Deadline(Duration.ofSeconds(1));

    @AfterEach
    void end() {
        receiver.close();
        deadline.close();
    }

    @Test
    void aNameThatMeansSomethingElseWhenItIsConnectedToIsNotConnectedTo() throws Exception {
        Queue<String> meanings = new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1"));
        GuardedNames names = new GuardedNames(names(meanings), false);
        assertThat(names.resolve("rebound.example")).hasSize(1);
        URI url = URI.create(receiver.url("/").replace("127.0.0.1", "rebound.example"));
        try (CloseableHttpClient client = client(names)) {
            assertThatThrownBy(() -> post(client, url)).isInstanceOf(AddressRefusedException.class);
        }
        assertThat(receiver.at("/")).isEmpty();
        assertThat(meanings).isEmpty();
    }

    @Test
    void oneAddressOfSeveralIsEnoughToRefuse() {
        DnsResolver both = new Names() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("::1")};
            }
        };
        assertThatThrownBy(() -> new GuardedNames(both, false).resolve("x"))
                .isInstanceOf(AddressRefusedException.class);
    }

    @Test
    void addressesWithoutANameAreLookedAtToo() throws Exception {
        try (CloseableHttpClient client = client(new GuardedNames(SystemDefaultDnsResolver.INSTANCE, false))) {
            String port = receiver.url("").replaceAll(".*:", "");
            for (String host :
                    List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1", "2130706433")) {
                URI url = URI.create("http://" + host + ":" + port + "/");
                assertThatThrownBy(() -> post(client, url)).as(host).isInstanceOf(AddressRefusedException.class);
            }
        }
        assertThat(receiver.at("/")).isEmpty();
    }

    @Test
    void nothingIsSentToWhoeverCannotShowACertificateThatIsTrusted() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(SelfSigned.keys("localhost"), SelfSigned.PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> requests.incrementAndGet());
        server.start();
        try (CloseableHttpClient client = client(new GuardedNames(SystemDefaultDnsResolver.INSTANCE, true))) {
            URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            assertThatThrownBy(() -> post(client, url))
                    .isInstanceOf(SSLException.class)
                    .satisfies(refused ->
                            assertThat(new Outcomes().failed(refused).error()).isEqualTo("TLS"));
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void whoDripsIsCutOff() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CloseableHttpClient client = client(new GuardedNames(SystemDefaultDnsResolver.INSTANCE, true))) {
            Thread dripping = new Thread(() -> drip(server));
            dripping.start();
            long start = System.nanoTime();
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            assertThatThrownBy(() -> post(client, url)).isInstanceOf(InterruptedIOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            dripping.join(10_000);
            assertThat(dripping.isAlive()).isFalse();
        }
    }

    @Test
    void aBodyWithoutEndIsNotRead() throws Exception {
        receiver.answer("/body", (exchange, number) -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[8192]);
                }
            } catch (IOException e) {
                // Cut off.
            }
        });
        try (CloseableHttpClient client = client(new GuardedNames(SystemDefaultDnsResolver.INSTANCE, true))) {
            assertThat(post(client, URI.create(receiver.url("/body")))).isEqualTo(200);
        }
    }

    @Test
    void noRedirectIsFollowedAndNoCookieKept() throws Exception {
        receiver.answer("/from", Receiver.status(307, "Location", receiver.url("/to"), "Set-Cookie", "a=b"));
        try (CloseableHttpClient client = client(new GuardedNames(SystemDefaultDnsResolver.INSTANCE, true))) {
            assertThat(post(client, URI.create(receiver.url("/from")))).isEqualTo(307);
            assertThat(post(client, URI.create(receiver.url("/from")))).isEqualTo(307);
        }
        assertThat(receiver.at("/to")).isEmpty();
        assertThat(receiver.at("/from").get(1).header("Cookie")).isEmpty();
    }

    private CloseableHttpClient client(GuardedNames names) {
        return new NotifyConfiguration().webhookClient(TestSettings.of(List.of()), names, deadline);
    }

    private static int post(CloseableHttpClient client, URI url) throws IOException {
        return client.execute(new HttpPost(url), answer -> answer.getCode());
    }

    /** A head without an end, a byte of it every tenth of a second: sooner than any timeout of a socket. */
    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 300; i++) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (SocketTimeoutException e) {
                    socket.getOutputStream().write('x');
                }
            }
        } catch (IOException e) {
            // Cut off.
        }
    }

    private static DnsResolver names(Queue<String> meanings) {
        return new Names() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getByName(meanings.remove())};
            }
        };
    }

    private abstract static class Names implements DnsResolver {
        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
