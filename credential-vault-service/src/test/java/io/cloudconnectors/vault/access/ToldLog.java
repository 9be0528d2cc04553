package io.cloudconnectors.vault.access;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a class tells the operator while this is open. */
final class ToldLog extends Handler {
    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final Logger logger;
    private final List<String> messages = new ArrayList<>();

    private ToldLog(Logger logger) {
        this.logger = logger;
    }

    static ToldLog of(Class<?> teller) {
        Logger logger = Logger.getLogger(teller.getName());
        ToldLog log = new ToldLog(logger);
        logger.addHandler(log);
        return log;
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            messages.add(MESSAGE.format(record));
        }
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
