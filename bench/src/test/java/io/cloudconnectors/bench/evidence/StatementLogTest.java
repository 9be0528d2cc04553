package io.cloudconnectors.bench.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatementLogTest {
    private static final String LOG = """
            2026-01-01 00:00:00.000 UTC [7] LOG:  received SIGHUP, reloading configuration files
            11 connectors_api|LOG:  statement: BEGIN
            12 connectors_engine|LOG:  execute S_1: BEGIN
            11 connectors_api|LOG:  execute <unnamed>: SELECT set_config('app.tenant', $1, true)
            12 connectors_engine|LOG:  execute S_2: SELECT 1 FROM connector c
            11 connectors_api|LOG:  execute S_9: WITH page AS (
            \t    SELECT c.*
            \t      FROM connector c WHERE c.tenant = $1 LIMIT $2)
            \tSELECT * FROM page
            13 connectors_api|LOG:  execute S_1: BEGIN
            11 connectors_api|LOG:  execute S_4: COMMIT
            12 connectors_engine|LOG:  execute S_3: COMMIT
            13 connectors_api|LOG:  execute S_2: SELECT 2 FROM connector c
            """;

    @Test
    void theTransactionOfAUserIsFoundWithTheWholeTextOfItsStatements() {
        assertThat(StatementLog.transaction(LOG, "connectors_api", "FROM connector c"))
                .hasValueSatisfying(transaction -> assertThat(transaction.statements())
                        .containsExactly("SELECT set_config('app.tenant', $1, true)", """
                                WITH page AS (
                                    SELECT c.*
                                      FROM connector c WHERE c.tenant = $1 LIMIT $2)
                                SELECT * FROM page"""));
    }

    @Test
    void aTransactionThatIsStillOpenIsNone() {
        assertThat(StatementLog.transaction(LOG, "connectors_api", "SELECT 2")).isEmpty();
    }

    @Test
    void parametersBecomeQuestionMarksAndAreCounted() {
        assertThat(StatementLog.jdbc("SELECT labels ? 'a' WHERE x = $1 AND y = $2", 1, 2))
                .isEqualTo("SELECT labels ?? 'a' WHERE x = ? AND y = ?");
        assertThatThrownBy(() -> StatementLog.jdbc("SELECT $1", 2, 3))
                .hasMessageContaining("Expected 2 to 3 parameters");
        assertThatThrownBy(() -> StatementLog.jdbc("SELECT $2, $1", 2, 2)).hasMessageContaining("[2, 1]");
    }
}
