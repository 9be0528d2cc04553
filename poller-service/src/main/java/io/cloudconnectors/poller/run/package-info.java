/** Runs on this poller: taken from Kafka as slots allow, leased, kept alive, ended. */
@NullMarked
package io.cloudconnectors.poller.run;

import org.jspecify.annotations.NullMarked;
