package io.cloudconnectors.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.history.Event;
import io.cloudconnectors.history.Invariant;
import io.cloudconnectors.history.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that was kept is judged as it was when it was made. */
class HistoryFileTest {
    private static final UUID CONNECTOR = new UUID(1, 1);
    private static final UUID RUN = new UUID(2, 1);

    @TempDir
    private Path directory;

    @Test
    void everyKindOfEventComesBackAsItWasWritten() throws Exception {
        List<Event> all = List.of(
                new Event.CreateAcknowledged(CONNECTOR),
                new Event.PeriodClaimed(CONNECTOR, RUN, 1, 77),
                new Event.MessageCommitted(RUN, 1),
                new Event.MessageInKafka(RUN, 1),
                new Event.Leased(CONNECTOR, RUN, 1),
                new Event.LeaseAnswered(CONNECTOR, 1),
                new Event.SliceLooked(CONNECTOR, "ec2", 1, 7),
                new Event.SliceMerged(CONNECTOR, "ec2", 1, 7),
                new Event.ReportTaken(CONNECTOR, 1),
                new Event.RunEnded(CONNECTOR, RUN, 1, Event.End.SUCCEEDED),
                new Event.RunOpen(RUN, 5000, 5001),
                new Event.SliceRead(CONNECTOR, "ec2", 7),
                new Event.CloudChanging(CONNECTOR, Set.of("a")),
                new Event.CloudHolds(CONNECTOR, Set.of("a")),
                new Event.AccountSeen(CONNECTOR, 1),
                new Event.InventoryRead(CONNECTOR, Set.of("a"), Set.of("b")),
                new Event.SliceBlind(CONNECTOR, "ec2", "THROTTLED", "THROTTLED"),
                new Event.RunJudged(CONNECTOR, RUN, Event.Judgement.TRANSIENT),
                new Event.Stands(CONNECTOR, false, 1),
                new Event.Fault("KILL_KAFKA", "it died"),
                new Event.ConnectorRead(CONNECTOR),
                new Event.SecretFound("a key", "poller-1.log"),
                new Event.Recovered());
        assertThat(all).extracting(Object::getClass).containsOnlyOnce(Event.class.getPermittedSubclasses());

        HistoryFile kept = kept(all);

        assertThat(kept.check()).extracting(Violation::invariant).containsExactly(Invariant.NO_SECRET_IN_LOGS);
        assertThat(kept.events()).isEqualTo(all);
        assertThat(kept.header().without()).isEqualTo(Switch.OUTBOX);
        assertThat(Files.readAllLines(kept.path())).hasSize(all.size() + 1);
    }

    @Test
    void whatDoesNotHoldIsFoundInTheFile() throws Exception {
        HistoryFile kept = kept(List.of(
                new Event.LeaseAnswered(CONNECTOR, 2),
                new Event.ReportTaken(CONNECTOR, 1),
                new Event.RunOpen(RUN, 5000, 6001)));

        assertThat(kept.check())
                .extracting(Violation::invariant)
                .containsExactly(Invariant.NO_WRITE_BY_OLD_ATTEMPT, Invariant.NO_RUN_OPEN_PAST_DEADLINE);
    }

    private HistoryFile kept(List<Event> events) throws Exception {
        var file = new HistoryFile(directory.resolve("seed-1.jsonl"));
        var header =
                new HistoryFile.Header(1, "2026-01-01T00:00:00Z", 1000, List.of("KILL_KAFKA"), Switch.OUTBOX, Map.of());
        file.write(header, events.stream().map(Moment::now).toList());
        return file;
    }
}
