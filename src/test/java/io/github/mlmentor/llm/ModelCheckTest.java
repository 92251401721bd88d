package io.github.mlmentor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.telemetry.HealthCheck.Health;
import io.github.mlmentor.telemetry.HealthCheck.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckTest {
    @TempDir
    private Path folder;

    private final FakeOpenAi provider = FakeOpenAi.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void anAddressThatAnswersIsWellWhateverItAnswers() {
        provider.will(FakeOpenAi.fails(401));

        Health health = check(ModelSettings.openAi(folder, provider.baseUrl()));

        assertThat(health.status()).isEqualTo(Status.OK);
        assertThat(health.detail()).contains("openai gpt-4.1-mini", provider.baseUrl());
    }

    @Test
    void itCostsNothingAndTellsNothing() {
        provider.will(FakeOpenAi.fails(404));

        check(ModelSettings.openAi(folder, provider.baseUrl()));

        FakeOpenAi.Asked asked = provider.onlyRequest();
        assertThat(asked.method()).isEqualTo("HEAD");
        assertThat(asked.body()).isEmpty();
        assertThat(asked.everything()).doesNotContain(ModelSettings.KEY);
        assertThat(asked.headers()).doesNotContainKeys("authorization", "upgrade");
    }

    @Test
    void anAddressWhereNobodyListensIsAWarningWithTheMend() {
        provider.close();

        Health health = check(ModelSettings.openAi(folder, provider.baseUrl()));

        assertThat(health.status()).isEqualTo(Status.WARNING);
        assertThat(health.mend()).contains("base URL");
    }

    @Test
    void noModelIsFine() {
        assertThat(check(ModelSettings.in(folder)).status()).isEqualTo(Status.OK);
    }

    @Test
    void aProviderWithoutItsKeyIsAFailureWithTheMend() {
        Health health = check(ModelSettings.in(folder).with("MENTOR_MODEL_PROVIDER", "anthropic"));

        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).contains("ANTHROPIC_API_KEY");
        assertThat(health.mend()).isNotEmpty();
    }

    private static Health check(ModelSettings settings) {
        return new ModelCheck(settings.read()).check();
    }
}
