package io.github.mlmentor.discord.fake;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** A WebSocket server on this machine. */
final class GatewayServer extends WebSocketServer {
    private final CountDownLatch started = new CountDownLatch(1);
    private final Guest guests;

    /** What is done with those who come. */
    interface Guest {
        boolean admits();

        void opened(WebSocket socket, String address);

        void closed(WebSocket socket, int code, boolean byApp);

        void said(WebSocket socket, String text);
    }

    GatewayServer(Guest guests) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        this.guests = guests;
        setReuseAddr(true);
        setTcpNoDelay(true);
        setConnectionLostTimeout(0);
        setDaemon(true);
    }

    void startAndWait() {
        start();
        try {
            if (!started.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gateway does not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void shutDown() {
        try {
            stop(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        if (!guests.admits()) {
            throw new InvalidDataException(CloseFrame.REFUSE, "refused");
        }
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        guests.opened(socket, handshake.getResourceDescriptor());
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        guests.closed(socket, code, remote);
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        guests.said(socket, message);
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception problem) {
        // A lost connection is also closed, and nothing else can be done about it.
    }

    @Override
    public void onStart() {
        started.countDown();
    }
}
