package io.pledgeline.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP, which can end the input of all its connections.
 *
 * <p>A thread that waits for the next bytes of a body hears of nothing else: Tomcat ignores that it is interrupted.
 */
public class InterruptibleProtocol extends Http11NioProtocol {

    /** Ends the input of all connections: who reads from one meets its end, and can still answer. */
    void endInput() {
        for (SocketWrapperBase<NioChannel> connection : ((NioEndpoint) getEndpoint()).getConnections()) {
            try {
                SocketChannel socket = connection.getSocket().getIOChannel();
                if (socket != null) {
                    socket.shutdownInput();
                }
            } catch (IOException e) {
                getLog().debug("A connection is closed already", e);
            }
        }
    }
}
