package io.cloudconnectors.system.leak;

/** A place where a secret could be found. */
enum Surface {
    LOG,
    DATABASE_FILE,
    WRITE_AHEAD_LOG,
    DATABASE_ROW,
    KAFKA_LOG,
    KAFKA_RECORD,
    API_ANSWER
}
