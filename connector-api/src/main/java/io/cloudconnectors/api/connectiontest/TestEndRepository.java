package io.cloudconnectors.api.connectiontest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.query.EngineRepository;
import io.cloudconnectors.api.query.NamedSql;
import io.cloudconnectors.api.query.Values;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes down what pollers report of tests. */
@Singleton
public class TestEndRepository extends EngineRepository {
    /** Takes effect once, for the attempt that holds the test. Of its connector nothing moves. */
    private static final NamedSql END = NamedSql.of("""
            UPDATE connection_test
               SET state = :state, reason = :reason::jsonb, steps = :steps::jsonb, calls = :calls::jsonb,
                   finished_at = now()
             WHERE id = :test AND attempt = :attempt AND epoch = :epoch AND state = 'RUNNING'
            """);

    public TestEndRepository(@io.quarkus.agroal.DataSource("engine") DataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Ends the test of which this is the end; false when it is of none, or of an attempt that is no longer the current. */
    public boolean finish(RunFinished finished) {
        TestState state = switch (finished.outcome()) {
            case SUCCEEDED -> TestState.SUCCEEDED;
            case PARTIAL, FAILED, CANCELLED -> TestState.FAILED;
        };
        Values values = Values.of("test", finished.origin().runId())
                .and("attempt", finished.origin().attempt())
                .and("epoch", finished.origin().epoch())
                .and("state", state)
                .and("reason", json(state == TestState.SUCCEEDED ? null : why(finished)))
                .and("steps", json(finished.steps()))
                .and("calls", json(finished.calls()));
        return update(END, values) == 1;
    }

    /** Nobody cancels a test: a poller that was told to stop was told because its time was up. */
    private static Reason why(RunFinished finished) {
        @Nullable Reason reason = finished.reason();
        return reason == null ? new Reason(ReasonCode.RUN_TIMEOUT, null, null, null, finished.finishedAt()) : reason;
    }
}
