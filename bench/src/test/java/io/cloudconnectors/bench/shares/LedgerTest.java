package io.cloudconnectors.bench.shares;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.bench.shares.Ledger.Outcome;
import org.junit.jupiter.api.Test;

class LedgerTest {

    @Test
    void whatNobodyTookIsStuckAndWhatCameTwiceIsCounted() {
        var ledger = new Ledger(2);
        ledger.begin();
        ledger.sent(0);
        ledger.sent(1);
        ledger.taken(0);
        ledger.taken(0);

        assertThat(ledger.complete()).isFalse();
        assertThat(ledger.outcome().stuck()).isEqualTo(1);
        assertThat(ledger.outcome().again()).isEqualTo(1);
    }

    @Test
    void anOutcomeIsReadAsItWasWritten() {
        var outcome = new Outcome(100, 3, 4, 5.5, 6.5, 7.5, 8.5);

        assertThat(Outcome.of(outcome.line())).isEqualTo(outcome);
    }
}
