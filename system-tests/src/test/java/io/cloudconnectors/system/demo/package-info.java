/** What a newcomer sees first. */
@NullMarked
package io.cloudconnectors.system.demo;

import org.jspecify.annotations.NullMarked;
