package io.cloudconnectors.simulation;

import io.cloudconnectors.api.memory.Line;
import io.cloudconnectors.api.query.DatabaseException;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** How calls fare: how long each takes, and which are lost. Each schedule has a weather of its own. */
public final class Weather implements Line {
    private static final DatabaseException CONNECTION_LOST =
            new DatabaseException(new SQLException("connection lost", "08006"));
    private static final int ALL = 1 << 16;
    private static final int STALL = 30_000;
    /** Of a connection of which only one side is left. */
    private static final int LONG_STALL = 240_000;

    private final Scheduler scheduler;
    private final SplittableRandom random;
    private int losses;
    private int stalls;
    private int strikes;
    private long end;
    private Consumer<Node> lightning = _ -> {};
    long databaseAwayUntil;
    long brokerAwayUntil;

    Weather(Scheduler scheduler, SplittableRandom random) {
        this.scheduler = scheduler;
        this.random = random;
        this.losses = random.nextInt(3) * random.nextInt(ALL / 50);
        this.stalls = random.nextInt(3) * random.nextInt(ALL / 50);
        this.strikes = random.nextInt(3) * random.nextInt(ALL / 200);
    }

    /**
     * Until when it is bad, and what befalls a process in the middle of a call, where it hurts most: time alone would seldom
     * find the place.
     */
    void until(long when, Consumer<Node> strike) {
        end = when;
        lightning = strike;
    }

    /** From now on nothing is lost and nothing stalls. */
    void clearUp() {
        strikes = 0;
        losses = 0;
        stalls = 0;
        databaseAwayUntil = 0;
        brokerAwayUntil = 0;
    }

    /** How long something takes on its way. */
    public long latency() {
        int roll = random.nextInt();
        boolean stalled = (roll & ALL - 1) < stalls;
        if (!stalled) {
            return 1 + (roll >>> 16 & 15);
        }
        int stall = random.nextInt((roll >>> 16 & 7) == 0 ? LONG_STALL : STALL);
        return Math.clamp(end - scheduler.now(), 1, 1 + stall);
    }

    /** Whether something is lost on its way. */
    public boolean loses() {
        return losses > 0 && (random.nextInt() & ALL - 1) < losses;
    }

    boolean isBrokerAway() {
        return brokerAwayUntil > scheduler.now();
    }

    @Override
    public void ask() {
        if (!scheduler.isInTask()) {
            return;
        }
        if (strikes > 0 && (random.nextInt() & ALL - 1) < strikes) {
            lightning.accept(scheduler.current().node);
        }
        scheduler.sleep(latency());
        if (databaseAwayUntil > scheduler.now() || loses()) {
            throw CONNECTION_LOST;
        }
    }

    @Override
    public void answer() {
        if (scheduler.isInTask() && loses()) {
            throw CONNECTION_LOST;
        }
    }
}
