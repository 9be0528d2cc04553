package io.cloudconnectors.vault.rotation;

import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills an instance at a point of its life: before or after a statement or a commit, on any of its databases. From then on
 * nothing it does has an effect, and what it had open is rolled back, as the server does when a process is gone.
 */
final class Killable {
    private final AtomicInteger points = new AtomicInteger();
    private final int at;

    /** @param at the point, from 1 on; one past the last point is never reached */
    Killable(int at) {
        this.at = at;
    }

    static Killable never() {
        return new Killable(Integer.MAX_VALUE);
    }

    /** Like the death of a process: no code of the product catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    boolean happened() {
        return points.get() >= at;
    }

    private void point() {
        if (points.incrementAndGet() >= at) {
            throw new Killed();
        }
    }

    private void alive() {
        if (happened()) {
            throw new Killed();
        }
    }

    /** The pool, as long as its owner lives. */
    AgroalDataSource of(AgroalDataSource real) {
        return proxy(AgroalDataSource.class, (proxy, method, arguments) -> {
            alive();
            Object result = invoke(real, method, arguments);
            return result instanceof Connection connection ? of(connection) : result;
        });
    }

    private Connection of(Connection real) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                if (happened() && !real.getAutoCommit()) {
                    real.rollback();
                    real.setAutoCommit(true);
                }
                return invoke(real, method, arguments);
            }
            if (method.getName().equals("commit")) {
                point();
                Object result = invoke(real, method, arguments);
                point();
                return result;
            }
            alive();
            Object result = invoke(real, method, arguments);
            return switch (result) {
                case PreparedStatement statement -> of(PreparedStatement.class, statement);
                case Statement statement -> of(Statement.class, statement);
                case null, default -> result;
            };
        });
    }

    private <S extends Statement> S of(Class<S> type, S real) {
        return proxy(type, (proxy, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return invoke(real, method, arguments);
            }
            point();
            Object result = invoke(real, method, arguments);
            point();
            return result;
        });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Killable.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
