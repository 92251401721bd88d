package io.github.mlmentor.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server, and is as bad as a network can be. */
final class FaultProxy implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private boolean refusing;
    private boolean stalled;
    private int delay;

    private FaultProxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** Stands in front of a port of this machine, and passes everything on until told otherwise. */
    static FaultProxy before(int target) {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), target);
            proxy.thread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** Passes everything on again. */
    void pass() {
        synchronized (change) {
            refusing = false;
            stalled = false;
            delay = 0;
            change.notifyAll();
        }
    }

    /** Resets who comes, and everybody who is there. */
    void refuse() {
        synchronized (change) {
            refusing = true;
            change.notifyAll();
        }
        cut();
    }

    /** Resets everybody who is there; who comes next is served. */
    void cut() {
        sockets.forEach(FaultProxy::reset);
        sockets.clear();
    }

    /** Keeps every connection and carries nothing. */
    void stall() {
        synchronized (change) {
            stalled = true;
        }
    }

    /** Carries everything this much later. */
    void delay(int millis) {
        synchronized (change) {
            delay = millis;
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                thread(() -> connect(client));
            }
        } catch (IOException e) {
            close();
        }
    }

    private boolean isRefusing() {
        synchronized (change) {
            return refusing;
        }
    }

    private void connect(Socket client) {
        if (isRefusing()) {
            reset(client);
            return;
        }
        sockets.add(client);
        try {
            client.setTcpNoDelay(true);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            server.setTcpNoDelay(true);
            sockets.add(server);
            thread(() -> carry(server, client));
            carry(client, server);
        } catch (IOException e) {
            reset(client);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            int length = from.getInputStream().read(buffer);
            while (length >= 0) {
                hesitate();
                to.getOutputStream().write(buffer, 0, length);
                length = from.getInputStream().read(buffer);
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            reset(from);
            reset(to);
        } finally {
            sockets.remove(from);
        }
    }

    private void hesitate() throws InterruptedException {
        int pause;
        synchronized (change) {
            while (stalled) {
                change.wait();
            }
            pause = delay;
        }
        if (pause > 0) {
            Thread.sleep(pause);
        }
    }

    private void thread(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pass();
        cut();
    }
}
