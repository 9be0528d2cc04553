/**
 * A Java agent for fault runs: it shifts the wall clock of the one JVM that it is given to, and rewrites classes of the
 * product as they are loaded, so that a fault needs no hook in production code. It depends on nothing but the JDK.
 */
@NullMarked
package io.cloudconnectors.fault.agent;

import org.jspecify.annotations.NullMarked;
