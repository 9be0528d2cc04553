package io.cloudconnectors.api.memory;

/** The connection between an adapter and its server, on which time passes and calls are lost. */
public interface Line {
    /** Always there and immediate. */
    Line IDEAL = new Line() {
        @Override
        public void ask() {}

        @Override
        public void answer() {}
    };

    /** Before a transaction. What is thrown here kept it from happening. */
    void ask();

    /** After a transaction. What is thrown here leaves its caller without knowing that it happened. */
    void answer();
}
