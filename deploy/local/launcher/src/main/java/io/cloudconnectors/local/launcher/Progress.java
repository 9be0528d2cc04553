package io.cloudconnectors.local.launcher;

import java.time.Duration;

/** Who is told how far the start is. Called from several threads. */
public interface Progress {

    /** The process was started and is not ready yet. */
    void started(String process);

    void ready(String process, Duration after);

    /** Something that takes long, or that was repaired. */
    void note(String sentence);

    /** For tests, which look at the outcome. */
    Progress SILENT = new Progress() {
        @Override
        public void started(String process) {}

        @Override
        public void ready(String process, Duration after) {}

        @Override
        public void note(String sentence) {}
    };
}
