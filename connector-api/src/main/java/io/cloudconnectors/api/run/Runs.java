package io.cloudconnectors.api.run;

import io.cloudconnectors.api.idempotency.Reservation;
import io.cloudconnectors.api.idempotency.Reservations;
import io.cloudconnectors.api.page.Page;
import io.cloudconnectors.api.page.PageRequest;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.run.RunView.SliceView;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The runs of connectors, as their tenants see them; narrow to one connector to do anything. */
@ApplicationScoped
public class Runs {
    private final TenantTransactions transactions;
    private final RunReadRepository reads;
    private final CredentialUseRepository uses;
    private final RunControl control;
    private final Reservations reservations;

    Runs(
            @DataSource("api") TenantTransactions transactions,
            RunReadRepository reads,
            CredentialUseRepository uses,
            RunControl control,
            Reservations reservations) {
        this.transactions = transactions;
        this.reads = reads;
        this.uses = uses;
        this.control = control;
        this.reservations = reservations;
    }

    /**
     * The runs of one connector of one tenant.
     *
     * @throws ProblemException CONNECTOR_NOT_FOUND
     */
    OfConnector of(Tenant tenant, UUID connectorId) {
        Provider provider = transactions
                .call(tenant, () -> reads.provider(tenant, connectorId))
                .orElseThrow(Ids::connectorNotFound);
        return new OfConnector(tenant, connectorId, provider);
    }

    /** What can be done with the runs of one connector. */
    final class OfConnector {
        private final Tenant tenant;
        private final UUID connectorId;
        private final Provider provider;

        private OfConnector(Tenant tenant, UUID connectorId, Provider provider) {
            this.tenant = tenant;
            this.connectorId = connectorId;
            this.provider = provider;
        }

        Page<RunView> list(RunQuery query) {
            return transactions
                    .call(tenant, () -> reads.list(tenant, connectorId, query))
                    .map(run -> RunView.of(run, provider));
        }

        Page<CredentialUseView> credentialUses(PageRequest page) {
            return transactions.call(tenant, () -> uses.list(tenant, connectorId, provider, page));
        }

        /** @throws ProblemException RUN_NOT_FOUND */
        RunView get(UUID runId) {
            return transactions.call(tenant, () -> seen(run(runId)));
        }

        /** @throws ProblemException RUN_NOT_FOUND */
        Page<SliceView> slices(UUID runId, SliceQuery query) {
            return transactions.call(tenant, () -> {
                RunRow run = run(runId);
                return reads.slices(tenant, run.id(), provider, query);
            });
        }

        /**
         * Starts a run. A request that was sent again after its first attempt started one gets that one.
         *
         * @throws ProblemException RUN_IN_PROGRESS, SETUP_INCOMPLETE, CONNECTOR_NOT_FOUND
         */
        RunView start() {
            Optional<Reservation> reservation = reservations.ofRequest();
            Optional<RunRow> made = reservation.filter(Reservation::again).flatMap(this::find);
            return made.isPresent()
                    ? get(made.get().id())
                    : start(reservation.map(Reservation::id).orElse(null));
        }

        private Optional<RunRow> find(Reservation reservation) {
            return transactions.call(tenant, () -> reads.find(tenant, connectorId, reservation.id()));
        }

        private RunView start(@Nullable UUID newRun) {
            return switch (control.start(tenant.name(), connectorId, newRun)) {
                case RunControl.Start.Queued(UUID runId) -> get(runId);
                case RunControl.Start.AlreadyGoing(UUID runId) ->
                    throw about(
                            runId,
                            ProblemCode.RUN_IN_PROGRESS,
                            "Wait for the run to end, or cancel it; \"run\" tells how far it is.");
                case RunControl.Start.SetupIncomplete() ->
                    throw new ProblemException(
                            ProblemCode.SETUP_INCOMPLETE,
                            "Set aws.roleArn with PATCH; the first run then starts by itself.");
                case RunControl.Start.NotFound() -> throw Ids.connectorNotFound();
            };
        }

        /** @throws ProblemException RUN_ENDED, RUN_NOT_FOUND */
        RunView cancel(UUID runId) {
            return switch (control.cancel(tenant.name(), connectorId, runId)) {
                case ACCEPTED -> get(runId);
                case ALREADY_ENDED ->
                    throw about(
                            runId,
                            ProblemCode.RUN_ENDED,
                            "There is nothing left to cancel; \"run\" tells how it ended.");
                case NOT_FOUND -> throw Ids.runNotFound();
            };
        }

        private ProblemException about(UUID runId, ProblemCode code, String detail) {
            RunView run = transactions.call(tenant, () -> RunView.of(run(runId), provider));
            return new ProblemException(Problem.of(code, detail).withRun(runId, run));
        }

        private RunRow run(UUID runId) {
            return reads.find(tenant, connectorId, runId).orElseThrow(Ids::runNotFound);
        }

        private RunView seen(RunRow run) {
            return RunView.of(
                    run, provider, reads.slices(tenant, run.id(), provider, SliceQuery.first(tenant, run.id())));
        }
    }
}
