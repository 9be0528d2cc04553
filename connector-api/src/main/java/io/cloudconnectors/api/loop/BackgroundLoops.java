package io.cloudconnectors.api.loop;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Starts all that is done in the background, each in a loop of its own, and stops it with the service: first all are told, then
 * each is waited for, so that they end side by side and not one after the other.
 */
@ApplicationScoped
class BackgroundLoops {
    private static final Logger LOG = Logger.getLogger(BackgroundLoops.class);

    private final List<Background> all;
    private List<Running> running = List.of();

    BackgroundLoops(@All List<Background> all) {
        this.all = all;
    }

    void start(@Observes StartupEvent event) {
        running = all.stream().filter(Background::enabled).map(Running::of).toList();
    }

    void stop(@Observes ShutdownEvent event) {
        running.forEach(Running::tell);
        running.forEach(Running::await);
    }

    private record Running(Background work, Loop loop) {
        static Running of(Background work) {
            return new Running(work, Loop.start(work.name(), work.pause(), work.round()));
        }

        void tell() {
            loop.endAfterThisStep();
            quietly(work.stopping());
        }

        void await() {
            loop.close();
            quietly(work.stopped());
        }

        /** What one cannot close does not keep the others from ending well. */
        private void quietly(Runnable end) {
            try {
                end.run();
            } catch (RuntimeException e) {
                LOG.warnf(e, "Something was not closed as it should be; loop=%s", work.name());
            }
        }
    }
}
