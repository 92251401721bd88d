package io.github.mlmentor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    @Test
    void aFreePortIsFine() {
        HealthCheck.Health health = check(0);

        assertThat(health.status()).isEqualTo(HealthCheck.Status.OK);
        assertThat(health.detail()).isEqualTo("0 on 127.0.0.1 is free");
    }

    @Test
    void aTakenPortIsAWarningWithItsMend() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HealthCheck.Health health = check(taken.getLocalPort());

            assertThat(health.status()).isEqualTo(HealthCheck.Status.WARNING);
            assertThat(health.detail()).startsWith(taken.getLocalPort() + " on 127.0.0.1 is taken");
            assertThat(health.mend()).contains("MENTOR_HTTP_PORT");
        }
    }

    @Test
    void lookingDoesNotTakeThePort() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(check(port).status()).isEqualTo(HealthCheck.Status.OK);
        assertThat(check(port).status()).isEqualTo(HealthCheck.Status.OK);
    }

    private static HealthCheck.Health check(int port) {
        return new PortCheck(new Settings.Http("127.0.0.1", port, "", 20, false, 0)).check();
    }
}
