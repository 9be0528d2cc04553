package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.dispatch.ClaimRepository.Claim;
import io.cloudconnectors.api.dispatch.RunQueueRepository.Started;
import io.cloudconnectors.api.memory.Scene;
import io.cloudconnectors.api.run.RunState;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the ports of the dispatch promise, whoever keeps it. */
abstract class DispatchContract {
    static final DispatchConfig CONFIG = DispatchFixture.config(Map.of("dispatch.outbox-bound", "2"));

    private final Scene scene;
    private final Claims claims;
    private final Outbox outbox;
    private final RunStarts starts;

    DispatchContract(Scene scene, Claims claims, Outbox outbox, RunStarts starts) {
        this.scene = scene;
        this.claims = claims;
        this.outbox = outbox;
        this.starts = starts;
    }

    @Test
    void aDuePeriodIsClaimedOnceAndItsMessageSaysSo() {
        UUID connector = due();

        Claim claim = claims.claim();
        Claim again = claims.claim();

        assertThat(claim.skipped()).isZero();
        assertThat(claim.messages()).singleElement().satisfies(message -> {
            assertThat(message.topic()).isEqualTo(Topics.RUNS_SCHEDULED);
            assertThat(message.key()).isEqualTo(connector.toString());
            RunRequest request = scene.request(message);
            assertThat(request.connectorId()).isEqualTo(connector);
            assertThat(request.attempt()).isEqualTo(1);
            assertThat(request.trigger()).isEqualTo(RunTrigger.SCHEDULED);
            assertThat(scene.activeRun(connector)).isEqualTo(request.runId());
        });
        assertThat(again.messages()).isEmpty();
        assertThat(scene.states(connector)).containsExactly("QUEUED");
    }

    @Test
    void whatIsNotDueStays() {
        scene.connector();

        assertThat(claims.claim()).isEqualTo(new Claim(List.of(), 0, false, ClaimPlace.OLDEST));
    }

    @Test
    void aPeriodThatFindsARunGoingIsSkippedAndHasARun() {
        UUID connector = due();
        UUID going = scene.queuedRun(connector);

        Claim claim = claims.claim();

        assertThat(claim.messages()).isEmpty();
        assertThat(claim.skipped()).isEqualTo(1);
        assertThat(scene.activeRun(connector)).isEqualTo(going);
        assertThat(scene.states(connector)).containsExactly("QUEUED", "SKIPPED");
        scene.lapseOutbox();
        assertThat(outbox.takeOver()).isEmpty();
    }

    @Test
    void aMessageIsTakenOverOnceItsTimeIsOverAndByOne() {
        due();
        List<OutboxRow> messages = claims.claim().messages();

        assertThat(outbox.takeOver()).isEmpty();
        scene.lapseOutbox();
        assertThat(outbox.takeOver())
                .extracting(OutboxRow::id)
                .containsExactly(messages.getFirst().id());
        assertThat(outbox.takeOver()).isEmpty();
    }

    @Test
    void whatWasSentIsForgotten() {
        due();
        outbox.delete(claims.claim().messages());

        scene.lapseOutbox();
        assertThat(outbox.takeOver()).isEmpty();
    }

    @Test
    void theOutboxIsFullWhenAsMuchWaitsAsItsBound() {
        due();
        List<OutboxRow> first = claims.claim().messages();
        assertThat(outbox.isFull()).isFalse();

        due();
        claims.claim();
        assertThat(outbox.isFull()).isTrue();

        outbox.delete(first);
        assertThat(outbox.isFull()).isFalse();
    }

    @Test
    void aManualRunIsQueuedWhereNoneGoes() {
        UUID connector = scene.connector();

        Started first = starts.start("acme", connector, null).orElseThrow();
        Started second = starts.start("acme", connector, null).orElseThrow();

        UUID run = first.queued().runId();
        assertThat(scene.activeRun(connector)).isEqualTo(run);
        assertThat(scene.request(first.queued().row()).trigger()).isEqualTo(RunTrigger.MANUAL);
        assertThat(second.queued()).isNull();
        assertThat(second.going()).isEqualTo(run);
        assertThat(starts.start("acme", UUID.randomUUID(), null)).isEmpty();
    }

    @Test
    void aQueuedRunIsCancelledAtOnceAndItsConnectorFree() {
        UUID connector = scene.connector();
        UUID run = scene.queuedRun(connector);

        assertThat(starts.cancel("acme", connector, run)).contains(RunState.QUEUED);
        assertThat(starts.cancel("acme", connector, run)).contains(RunState.CANCELLED);
        assertThat(scene.activeRun(connector)).isNull();
        assertThat(starts.cancel("acme", connector, UUID.randomUUID())).isEmpty();
    }

    @Test
    void aRunningRunIsAskedToStopAndGoesOn() {
        UUID connector = scene.connector();
        UUID run = scene.queuedRun(connector);
        scene.leased(run, 1);

        assertThat(starts.cancel("acme", connector, run)).contains(RunState.RUNNING);
        assertThat(scene.state(run)).isEqualTo("RUNNING");
        assertThat(scene.activeRun(connector)).isEqualTo(run);
    }

    private UUID due() {
        UUID connector = scene.connector();
        scene.due(connector);
        return connector;
    }
}
