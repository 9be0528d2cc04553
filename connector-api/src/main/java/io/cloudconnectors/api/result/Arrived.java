package io.cloudconnectors.api.result;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came in a record. */
record Arrived<T>(ConsumerRecord<String, byte[]> record, T event) {
    <S> Arrived<S> as(S what) {
        return new Arrived<>(record, what);
    }
}
