package io.github.mlmentor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network's faults, seen by somebody who sends through it. */
@Timeout(30)
class FaultProxyTest {
    private final FakePlatform platform = FakePlatform.start(FaultScript.none());
    private final FaultProxy proxy = FaultProxy.before(platform.port());
    private final PlatformClient client = new PlatformClient(proxy.port());

    @AfterEach
    void close() {
        proxy.close();
        platform.close();
    }

    @Test
    void itPassesEverythingOn() throws IOException {
        assertThat(client.send("k", "c", "hello").statusCode()).isEqualTo(200);
        assertThat(client.find("c", "k").statusCode()).isEqualTo(200);
        assertThat(client.find("c", "other").statusCode()).isEqualTo(404);
    }

    @Test
    void itRefusesUntilItPasses() throws IOException {
        proxy.refuse();
        assertThatThrownBy(() -> client.send("k", "c", "hello")).isInstanceOf(IOException.class);

        proxy.pass();
        assertThat(client.find("c", "k").statusCode()).isEqualTo(404);
    }

    @Test
    void aStalledConnectionStaysAndCarriesNothing() throws IOException {
        assertThat(client.find("c", "k").statusCode()).isEqualTo(404);

        proxy.stall();
        assertThatThrownBy(() -> client.send("k", "c", "hello")).isInstanceOf(HttpTimeoutException.class);

        proxy.pass();
        assertThat(client.send("k2", "c", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void aCutEndsWhatIsOpenAndNothingElse() throws IOException {
        assertThat(client.find("c", "k").statusCode()).isEqualTo(404);

        proxy.cut();

        assertThat(client.find("c", "k").statusCode()).isEqualTo(404);
    }
}
