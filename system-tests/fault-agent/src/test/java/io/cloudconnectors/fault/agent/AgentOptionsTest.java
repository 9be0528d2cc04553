package io.cloudconnectors.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
    private static final AgentOptions ALL = AgentOptions.NONE
            .withClock(Duration.ofMinutes(-10))
            .with(new Change.Off("a.b.C$D", "stop", true))
            .with(new Change.Off("a.b.C", "lambda$take$0", false))
            .with(new Change.Swap("a.b.C", "reason ->> 'code' = :a &\n  b > 100%+1", " \"ü\" = #1:"));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(AgentOptions.parse(ALL.text())).isEqualTo(ALL);
    }

    @Test
    void aPersonWritesNoEncoding() {
        assertThat(AgentOptions.parse("clock=+600&off=a.b.C#stop&off=a.b.C#is:true&swap=a.b.C:old->new"))
                .isEqualTo(AgentOptions.NONE
                        .withClock(Duration.ofMinutes(10))
                        .with(new Change.Off("a.b.C", "stop", false))
                        .with(new Change.Off("a.b.C", "is", true))
                        .with(new Change.Swap("a.b.C", "old", "new")));
    }

    @Test
    void theVariableHasNothingThatTheJvmWouldSplitOrUnquote() {
        assertThat(ALL.environment(Path.of("/agent.jar")))
                .hasSize(1)
                .hasEntrySatisfying(
                        "JAVA_TOOL_OPTIONS",
                        value -> assertThat(value)
                                .startsWith("-javaagent:/agent.jar=clock=-600&off=")
                                .doesNotContainPattern("[\\s'\"]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "clock", "clock=soon", "of=a.b.C#stop", "off=a.b.C", "off=a.b.C#is:maybe", "swap=a.b.C:old"})
    void whatIsNoOptionIsRefused(String text) {
        assertThatThrownBy(() -> AgentOptions.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
