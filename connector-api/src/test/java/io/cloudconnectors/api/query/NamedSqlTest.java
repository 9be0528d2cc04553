package io.cloudconnectors.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class NamedSqlTest {
    @Test
    void namesBecomeQuestionMarksInTheirOrder() {
        NamedSql sql = NamedSql.of("SELECT :b, :a, :b::jsonb, x::uuid, '12:30' WHERE :a = 1");

        assertThat(sql.sql()).isEqualTo("SELECT ?, ?, ?::jsonb, x::uuid, '12:30' WHERE ? = 1");
        assertThat(sql.inOrder(Values.of("a", 1).and("b", null).map())).containsExactly(null, 1, null, 1);
    }

    @Test
    void aForgottenValueIsNamed() {
        NamedSql sql = NamedSql.of("SELECT :runId");

        assertThatThrownBy(() -> sql.inOrder(Values.none().map())).hasMessageContaining(":runId");
    }

    @Test
    void valuesTakeTheFormOfTheirColumn() {
        Values values = Values.of("at", Instant.parse("2026-11-24T12:00:00Z"))
                .and("lease", Duration.ofMillis(1500))
                .and("state", Thread.State.NEW);

        assertThat(values.map())
                .containsEntry("at", OffsetDateTime.parse("2026-11-24T12:00:00Z"))
                .containsEntry("lease", 1.5)
                .containsEntry("state", "NEW");
    }
}
