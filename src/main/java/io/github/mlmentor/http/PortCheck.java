package io.github.mlmentor.http;

import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether the web server's port can be had. */
public final class PortCheck implements HealthCheck {
    private final Settings.Http settings;

    /** Looks after the port of the settings. */
    public PortCheck(Settings.Http settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "port";
    }

    @Override
    public Health check() {
        String place = settings.port() + " on " + settings.host();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
            return Health.ok(place + " is free");
        } catch (IOException e) {
            return Health.warning(
                    place + " is taken or not allowed (perhaps ML Mentor is running already)",
                    "stop what uses it, or set http.port (MENTOR_HTTP_PORT)");
        }
    }
}
