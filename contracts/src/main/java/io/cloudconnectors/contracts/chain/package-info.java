/** How a hash chain is checked against its anchor: the one walk for everybody who reads an audit log or its anchors. */
@NullMarked
package io.cloudconnectors.contracts.chain;

import org.jspecify.annotations.NullMarked;
