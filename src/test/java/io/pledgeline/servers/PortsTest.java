package io.pledgeline.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void aPortIsGivenOnceThoughNobodyListensOnItYet() {
        List<Integer> given = Stream.generate(Ports::free).limit(200).toList();
        assertThat(given).doesNotHaveDuplicates();
    }

    @Test
    void connectionsDoNotTakeThePortOfAServerThatIsStopped() {
        assertThat(Ports.free()).isBetween(11_000, 32_000);
    }

    @Test
    void aServerCanListenAndAnotherJvmFindsTheReservation() throws IOException {
        int port = Ports.free();
        try (ServerSocket server = listen(port)) {
            assertThat(server.getLocalPort()).isEqualTo(port);
        }
        assertThatThrownBy(() -> listen(port + 1)).isInstanceOf(BindException.class);
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
